import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, devices, type Page } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Nothing that a browser does by itself: no request leaves for another host, and a container's root may run it. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where a Chromium lies; undefined: none can be had here, and stderr says so, or with REQUIRE_BROWSER=1 it is a fault.
 */
export function browserHere(): string | undefined {
  const found = PLACES.find((path) => path && existsSync(path));
  if (found) return found;
  const why = 'no Chromium is installed (CHROMIUM names one)';
  if (process.env['REQUIRE_BROWSER'] === '1') throw new Error(why);
  process.stderr.write(`SKIPPED the console in a browser: ${why}\n`);
  return undefined;
}

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, headless: true, args: FLAGS });

/** The gateway serves what is built: built it has to be before a platform starts. */
export function buildConsole(): void {
  const { status, stderr } = spawnSync(process.execPath, ['services/console/build/build.mjs', '--if-changed'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the console could not be built:\n${stderr}`);
}

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark';
export interface Visit {
  /** Who is signed in already; nobody: the page asks. */
  readonly who?: string;
  readonly language?: Language;
  readonly theme?: Theme;
  readonly device?: 'phone' | 'desktop';
  /** The device's, which the bank's days must not heed. */
  readonly timeZone?: string;
  /** By how much the device's clock is ahead; negative: behind. */
  readonly clockAheadMs?: number;
  /** Without a service worker every file is asked of the server. */
  readonly noServiceWorker?: boolean;
}
export const PHONE_SIZE = { width: 390, height: 844 } as const;
/** By touch. */
const PHONE = {
  ...devices['iPhone 13'],
  viewport: PHONE_SIZE,
  defaultBrowserType: undefined,
  userAgent: undefined,
};
const DESKTOP = { viewport: { width: 1440, height: 900 } };

/** A browser of its own for one user: what one keeps, another does not see. */
export async function contextFor(browser: Browser, visit: Visit = {}): Promise<BrowserContext> {
  const { who, language = 'zh', theme = 'light', device = 'phone', timeZone = 'Asia/Shanghai' } = visit;
  const { clockAheadMs = 0, noServiceWorker = false } = visit;
  const context = await browser.newContext({
    ...(device === 'phone' ? PHONE : DESKTOP),
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: timeZone,
    reducedMotion: 'reduce',
    serviceWorkers: noServiceWorker ? 'block' : 'allow',
  });
  const choice = who === 'ADMIN' ? { account: 'console-admin', role: 'ADMIN' } : { staffId: who };
  const first = {
    'hengxin-language': language,
    'hengxin-theme': theme,
    ...(who && { 'hengxin-demo-choice': JSON.stringify(choice) }),
  };
  // Once a context: what the user chooses afterwards stays.
  await context.addInitScript(
    `if (!localStorage.getItem('hengxin-language')) for (const [k, v] of Object.entries(${JSON.stringify(first)})) localStorage.setItem(k, v);
     addEventListener('securitypolicyviolation', (e) => console.error('POLICY ' + e.violatedDirective + ' ' + e.blockedURI));`,
  );
  if (clockAheadMs !== 0) await context.addInitScript(`(${wrongClock.toString()})(${clockAheadMs})`);
  return context;
}

/** Runs in the page, before anything of it does. */
function wrongClock(aheadMs: number): void {
  const right = Date;
  globalThis.Date = new Proxy(right, {
    construct: (target, given: [], wanted) =>
      Reflect.construct(target, given.length === 0 ? [right.now() + aheadMs] : given, wanted) as Date,
    get: (target, name) => (name === 'now' ? () => right.now() + aheadMs : (Reflect.get(target, name) as unknown)),
  });
}

/** What went wrong on a page without anybody asking for it. */
export interface Watched {
  readonly faults: string[];
  readonly otherHosts: string[];
}

/** Listens to a page: errors that nobody caught, breaches of the page's policy, requests to any other host. */
export function watch(page: Page, home: string): Watched {
  const watched: Watched = { faults: [], otherHosts: [] };
  page.on('pageerror', (error) => watched.faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.text().startsWith('POLICY ') || /Content Security Policy/.test(message.text()))
      watched.faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(home) && !/^(data|blob):/.test(request.url())) watched.otherHosts.push(request.url());
  });
  return watched;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
interface AxeFault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What axe-core finds on a page as it stands, a line a fault. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} } })`,
  )) as {
    violations: AxeFault[];
  };
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id} (${impact}) at ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`,
    ),
  );
}
