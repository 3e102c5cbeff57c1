import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningBank, SMALL_BANK, startBank } from '../journeys/bank.js';
import { Platform } from '../platform/platform.js';
import { stores } from '../platform/sources.js';
import { buildConsole, contextFor, launch, type Visit, watch, type Watched } from './browser.js';

/** A bank with its platform and a browser: what every journey through the console needs. */
export interface Stage {
  readonly bank: RunningBank;
  readonly browser: Browser;
  /** A page of the console, opened by a user of their own. */
  open(path: string, visit?: Visit): Promise<Opened>;
  close(): Promise<void>;
}
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watched: Watched;
}

/** The console is a client of the public API: one log is as good as another. */
const smallBank = (): Promise<RunningBank> => startBank(stores[0]!, { spec: SMALL_BANK });

/** The bank that `npm start` shows, half-way through a working day. */
export async function demoBank(): Promise<RunningBank> {
  const source = await stores[0]!.open({});
  const platform = await Platform.start({ ...source.options, demo: true, now: '2026-03-02T14:30:00+08:00' });
  await platform.up();
  const stop = async () => {
    await platform.stop();
    await source.close();
  };
  return { platform, source, files: {}, stop };
}

export async function setStage(executablePath: string, openBank = smallBank): Promise<Stage> {
  buildConsole();
  const bank = await openBank();
  const browser = await launch(executablePath);
  const home = `http://localhost:${bank.platform.port}`;
  return {
    bank,
    browser,
    async open(path, visit) {
      const context = await contextFor(browser, visit);
      const page = await context.newPage();
      const watched = watch(page, home);
      await page.goto(`${home}/console${path}`);
      return { page, context, watched };
    },
    async close() {
      await browser.close();
      await bank.stop();
    },
  };
}

/**
 * What makes a page wider than its window, and how wide it is; empty where all fits. A phone draws such a page smaller,
 * so that its own word on the width of its window does not count.
 */
export function sticksOut(page: Page): Promise<string[]> {
  const { width } = page.viewportSize()!;
  return page.evaluate(`(({ scrollWidth }) => scrollWidth <= ${width} ? [] : [scrollWidth + ' pixels',
    ...[...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > ${width})
      .slice(0, 10)
      .map(({ tagName, className }) => tagName + ' ' + className),
  ])(document.documentElement)`) as Promise<string[]>;
}

/** The word of the page on how far the day is: done and all. */
export async function progress(page: Page): Promise<{ done: number; all: number }> {
  const [done, all] = await Promise.all(
    ['aria-valuenow', 'aria-valuemax'].map((name) => page.getByRole('progressbar').getAttribute(name)),
  );
  return { done: Number(done), all: Number(all) };
}
