import chineseDays from 'chinese-days';

/*
 * A program of its own, run with TZ=UTC by china-days.ts: prints the days off of mainland China as JSON. `chinese-days`
 * builds its tables and reads dates in local time; west of Greenwich every day would slip by one.
 */
const FIRST_YEAR = 2004;
/** The lunar tables of `chinese-days` end soon after it. */
const LAST_YEAR = 2098;
const DAY_MS = 86_400_000;

/** Days as MM-DD, in order, by year. */
export interface ChinaDays {
  readonly announced: Readonly<Record<number, { readonly off: string; readonly worked: string }>>;
  readonly provisional: Readonly<Record<number, string>>;
}

const announced: Record<number, { off: string; worked: string }> = {};
const provisional: Record<number, string> = {};
for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
  if (isAnnounced(year)) announced[year] = announcedYear(year);
  else provisional[year] = statutoryFestivals(year);
console.log(JSON.stringify({ announced, provisional } satisfies ChinaDays));

/** A year is announced as a whole: who knows its National Day knows all of it. */
function isAnnounced(year: number): boolean {
  return isNamed(`${year}-10-01`);
}

function announcedYear(year: number): { off: string; worked: string } {
  const off: string[] = [];
  const worked: string[] = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = plus(date, 1)) {
    const weekend = [0, 6].includes(new Date(date).getUTCDay());
    const works = chineseDays.isWorkday(date);
    if (works && weekend) worked.push(date);
    if (!works && (!weekend || isNamed(date))) off.push(date);
  }
  return { off: monthDays(off), worked: monthDays(worked) };
}

/** True for a day that the announcement names; the others bear the name of their weekday alone. */
function isNamed(date: string): boolean {
  return chineseDays.getDayDetail(date).name.includes(',');
}

/**
 * The festival days of the State Council's order of 2024: the days themselves, without the bridges announced each
 * November.
 */
function statutoryFestivals(year: number): string {
  const lunar = (monthDay: string) => chineseDays.getSolarDateFromLunar(`${year}-${monthDay}`).date;
  const newYear = lunar('01-01');
  return monthDays([
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((days) => plus(newYear, days)),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    `${year}-05-01`,
    `${year}-05-02`,
    lunar('05-05'),
    lunar('08-15'),
    ...[1, 2, 3].map((day) => `${year}-10-0${day}`),
  ]);
}

function plus(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function monthDays(dates: readonly string[]): string {
  return [...new Set(dates.map((date) => date.slice(5)))].sort().join(' ');
}
