import { execFileSync } from 'node:child_process';
import { extname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { ChinaDays } from './china-days.table.js';
import type { Page } from './page.js';

const PATH = 'libs/contracts/src/calendar/china-days.generated.ts';

/**
 * The days off of mainland China as a table, so that no bank's calendar hangs on the time zone of a machine, nor this
 * file on whose wrote it.
 */
export async function chinaDaysPage(root: string): Promise<Page> {
  const { announced, provisional } = chinaDays();
  const source = `// Generated from \`chinese-days\` by \`npm run generate\`. Days as MM-DD.

/**
 * Years whose holidays are announced: days off, weekend days among them too, and weekend days worked in exchange (调休).
 */
export const ANNOUNCED_YEARS: Readonly<Record<number, { readonly off: string; readonly worked: string }>> = ${JSON.stringify(announced)};

/** Years whose holidays are not yet announced: the statutory festivals, by formula. */
export const PROVISIONAL_YEARS: Readonly<Record<number, string>> = ${JSON.stringify(provisional)};
`;
  const style = await resolveConfig(join(root, PATH));
  return { path: PATH, text: await format(source, { ...style, parser: 'typescript' }) };
}

/** Worked out in a process of its own: `chinese-days` builds its tables in local time as soon as it is loaded. */
function chinaDays(): ChinaDays {
  const program = join(import.meta.dirname, `china-days.table${extname(import.meta.filename)}`);
  return JSON.parse(
    execFileSync(process.execPath, [program], { env: { ...process.env, TZ: 'UTC' }, encoding: 'utf8' }),
  ) as ChinaDays;
}
