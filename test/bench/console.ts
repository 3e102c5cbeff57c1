import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { browserHere, buildConsole, contextFor, launch } from '../console/browser.js';
import type { Platform } from '../platform/platform.js';
import { contact, LOG } from './measures.js';
import type { BenchRow } from './row.js';

const COLD_STARTS = 5;
const SLOWER = 4;
const COLD_MS = 5_000;
const BETWEEN_CONTACTS_MS = 500;
/** Before the first look at the memory: charts, caches and compiled code come once. */
const WARMED_SHARE = 0.1;
/** What a page may have gained between the two looks and still be called flat. */
const GROWTH = 1.1;
const GROWTH_MB = 2;

interface Route {
  readonly route: string;
  readonly kib: number;
  readonly budget: number;
  readonly files: number;
}

/** What each route loads before it is shown, in Chinese, as gzip. Builds the console where it is not built. */
export async function consoleRoutes(): Promise<BenchRow[]> {
  buildConsole();
  const { firstLoads } = (await import(
    new URL('../../../services/console/build/budget.mjs', import.meta.url).href
  )) as {
    firstLoads: () => Route[];
  };
  return firstLoads().map(({ route, kib, budget, files }) => ({
    what: `first load of the console's ${route}, gzip`,
    reach: `<= ${budget} KiB`,
    reached: `${kib.toFixed(1)} KiB in ${files} files`,
    ok: kib <= budget,
  }));
}

/** A browser for what is measured in one; undefined where this machine has none, and stderr says so. */
export async function benchBrowser(): Promise<Browser | undefined> {
  const chromium = browserHere();
  if (!chromium) return undefined;
  buildConsole();
  return launch(chromium);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** From an empty cache to ten clients on a phone whose processor is four times as slow, of some starts. */
export async function coldStart(browser: Browser, platform: Platform, rmId: string): Promise<BenchRow> {
  const times: number[] = [];
  for (let start = 0; start < COLD_STARTS; start++) {
    const context = await contextFor(browser, { who: rmId });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(`http://localhost:${platform.port}/console/today`, { waitUntil: 'commit' });
    const ten = await page.waitForFunction(
      `document.querySelectorAll('main ol h3').length >= 10 && performance.now()`,
      undefined,
      { timeout: 120_000 },
    );
    times.push(Number(await ten.jsonValue()));
    await context.close();
  }
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  return {
    what: `the console's ten clients on a cold start, ${SLOWER} x slower processor, ${COLD_STARTS} starts`,
    p50: median(times),
    p99: Math.max(...times),
    reach: `median <= ${seconds(COLD_MS)} s`,
    reached: `median ${seconds(median(times))} s, at most ${seconds(Math.max(...times))} s`,
    ok: median(times) <= COLD_MS,
  };
}

interface Live {
  readonly minutes: number;
  /** Clients to be contacted, by relationship manager. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
}

/** What head office's figures hold in memory while contacts come in, early and at the end; flat is what it has to be. */
export async function liveMemory(browser: Browser, platform: Platform, { minutes, clients }: Live): Promise<BenchRow> {
  const context = await contextFor(browser, { who: 'H0001', device: 'desktop' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await page.goto(`http://localhost:${platform.port}/console/figures?grain=DAY&start=2026-03-02`);
  const tile = page.getByRole('radiogroup').locator('strong').first();
  await tile.waitFor();
  const before = await figureOf(page);
  const end = Date.now() + minutes * 60_000;
  const early = end - minutes * 60_000 * (1 - WARMED_SHARE);
  const pairs = [...clients].flatMap(([rm, ids]) => ids.map((id) => [rm, id] as const));
  let [logged, first] = [0, 0];
  while (Date.now() < end) {
    const [rm, clientId] = pairs[logged % pairs.length]!;
    await platform.data(rm, LOG, { input: contact(clientId, logged) });
    logged++;
    if (first === 0 && Date.now() >= early) first = await heapMb(devtools);
    await pause(BETWEEN_CONTACTS_MS);
  }
  const last = await heapMb(devtools);
  const after = await figureOf(page);
  await context.close();
  return {
    what: `memory of the console's Figures after ${minutes} minutes of live events, ${logged} contacts`,
    reach: `flat: <= ${GROWTH} x + ${GROWTH_MB} MB`,
    reached: `${first.toFixed(1)} MB early, ${last.toFixed(1)} MB at the end; its figure went from ${before} to ${after}`,
    ok: last <= first * GROWTH + GROWTH_MB && after > before,
  };
}

const figureOf = async (page: Page): Promise<number> =>
  Number((await page.getByRole('radiogroup').locator('strong').first().innerText()).replaceAll(',', ''));

/** Of the page's JavaScript, after what is not needed any more was collected. */
async function heapMb(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / 1_048_576;
}
