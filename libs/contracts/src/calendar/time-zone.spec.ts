import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs the calendar's own source in a process whose clock stands in another time zone: one that runs already keeps its
 * own.
 */
const PROGRAM = `
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, context, next) => next(context.parentURL?.endsWith('.ts') ? name.replace(/\\.js$/, '.ts') : name, context) });
  const { chinaCalendar: calendar } = await import(process.argv[1]);
  const [days, years] = JSON.parse(process.argv[2]);
  const zone = new Date(2026, 0, 1).getTimezoneOffset();
  console.log(JSON.stringify({ zone, days: days.map((day) => [day, calendar.dayKind(day)]), years: years.map((year) => [year, calendar.workingDaysOfYear(year)]) }));
`;

const DAYS = [
  ['2026-03-02', 'WORKING_DAY'],
  ['2026-03-07', 'WEEKEND'],
  ['2026-02-14', 'MAKE_UP_WORKING_DAY'],
  ['2026-02-15', 'HOLIDAY'],
  ['2026-02-24', 'WORKING_DAY'],
  ['2027-02-04', 'WORKING_DAY'],
  ['2027-02-05', 'HOLIDAY'],
  ['2027-02-08', 'HOLIDAY'],
  ['2027-02-09', 'WORKING_DAY'],
  ['2027-04-04', 'WEEKEND'],
  ['2027-04-05', 'HOLIDAY'],
] as const;
const YEARS = [
  [2004, 252],
  [2026, 248],
] as const;

describe('the calendar of mainland China is the same wherever the machine stands', () => {
  it.each([
    ['America/New_York', 300],
    ['Asia/Shanghai', -480],
    ['Pacific/Auckland', -780],
  ])('in %s', (TZ, zone) => {
    const asked = JSON.stringify([DAYS.map(([day]) => day), YEARS.map(([year]) => year)]);
    const calendar = join(import.meta.dirname, 'business-calendar.ts');
    const args = ['--input-type=module', '--eval', PROGRAM, calendar, asked];
    const answer = execFileSync(process.execPath, args, {
      env: { ...process.env, TZ },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(JSON.parse(answer)).toEqual({ zone, days: DAYS, years: YEARS });
  });
});
