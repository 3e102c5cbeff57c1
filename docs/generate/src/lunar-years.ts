import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { LunarMonth, LunarYear } from 'tyme4ts';
import type { Page } from './page.js';

const PATH = 'libs/contracts/src/calendar/lunar-years.generated.ts';
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];
const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);

/** The Chinese lunisolar calendar (农历) as a table, so that nothing that a bank counts on hangs on a package's sums. */
export async function lunarYearsPage(root: string): Promise<Page> {
  const years: Record<number, string> = {};
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) years[year] = lunarYear(year);
  const source = `// Generated from \`tyme4ts\` by \`npm run generate\`.

/**
 * Lunar years: their first day by the solar calendar as MM-DD; for each of the twelve regular months whether it has 30
 * days (1) or 29 (0); and where there is one the leap month, as the month it follows and its days.
 */
export const LUNAR_YEARS: Readonly<Record<number, string>> = ${JSON.stringify(years)};
`;
  const style = await resolveConfig(join(root, PATH));
  return { path: PATH, text: await format(source, { ...style, parser: 'typescript' }) };
}

function lunarYear(year: number): string {
  const first = LunarMonth.fromYm(year, 1).getFirstJulianDay().getSolarDay();
  const newYear = `${two(first.getMonth())}-${two(first.getDay())}`;
  const months = MONTHS.map((month) => (LunarMonth.fromYm(year, month).getDayCount() === 30 ? 1 : 0)).join('');
  const leap = LunarYear.fromYear(year).getLeapMonth();
  return leap === 0
    ? `${newYear} ${months}`
    : `${newYear} ${months} ${leap}/${LunarMonth.fromYm(year, -leap).getDayCount()}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
