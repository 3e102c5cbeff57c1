import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chinaDaysPage } from './china-days.js';
import { lunarYearsPage } from './lunar-years.js';
import { configurationPage } from './configuration.js';
import { consoleMetricPages } from './console-metrics.js';
import { consolePages } from './console.js';
import { eventPages } from './events.js';
import { gatewayPages } from './gateway.js';
import { metricPages } from './metrics.js';
import type { Page } from './page.js';
import { rejectionsPage } from './rejections.js';
import { rulesPage } from './rules.js';
import { snippetPages } from './snippets.js';

/** Writes every generated page, or with `--check` says which ones are out of date and ends with 1. */
async function main(check: boolean): Promise<number> {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
  // What others are made from comes first: the schema goes into the supergraph.
  const stale = [
    ...(await bringUpToDate(root, await metricPages(root), check)),
    ...(await bringUpToDate(root, await allPages(root), check)),
  ];
  if (check) {
    for (const path of stale) console.error(`${path} is out of date: run npm run generate and commit it.`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const path of stale) console.log(`wrote ${path}`);
  if (stale.length === 0) console.log('everything generated is up to date');
  return 0;
}

async function allPages(root: string): Promise<Page[]> {
  const composed = await gatewayPages(root);
  return [
    ...eventPages(),
    await chinaDaysPage(root),
    await lunarYearsPage(root),
    rulesPage(root),
    await rejectionsPage(root),
    await configurationPage(root),
    ...composed,
    ...consolePages(composed),
    ...(await consoleMetricPages(root)),
    ...snippetPages(root),
  ];
}

/** Writes what is out of date, unless it is only to be checked. Answers the paths. */
async function bringUpToDate(root: string, pages: readonly Page[], check: boolean): Promise<string[]> {
  const stale = pages.filter(
    ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  if (!check)
    for (const { path, text } of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  return stale.map(({ path }) => path);
}

process.exitCode = await main(process.argv.includes('--check'));
