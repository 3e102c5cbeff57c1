import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chinaDaysPage } from './china-days.js';
import { configurationPage } from './configuration.js';
import { eventPages } from './events.js';
import { gatewayPages } from './gateway.js';
import type { Page } from './page.js';
import { rejectionsPage } from './rejections.js';
import { rulesPage } from './rules.js';

/** Writes every generated page, or with `--check` says which ones are out of date and ends with 1. */
async function main(check: boolean): Promise<number> {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
  const pages: Page[] = [
    ...eventPages(),
    await chinaDaysPage(root),
    rulesPage(root),
    await rejectionsPage(root),
    await configurationPage(root),
    ...(await gatewayPages(root)),
  ];
  const stale = pages.filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
  if (check) {
    for (const { path } of stale) console.error(`${path} is out of date: run npm run generate and commit it.`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  if (stale.length === 0) console.log('everything generated is up to date');
  return 0;
}

process.exitCode = await main(process.argv.includes('--check'));
