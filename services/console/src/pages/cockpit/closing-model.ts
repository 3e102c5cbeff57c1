import { type Grain, periodAfter, periodEnd, periodStart } from '../../app/periods.js';

/** How many periods a list of closings shows. */
const LISTED = 12;

/** The periods that are over on a day, the newest first. Pure. */
export function periodsOver(grain: Grain, today: string): readonly string[] {
  const running = periodStart(grain, today);
  return Array.from({ length: LISTED }, (_, index) => periodAfter(grain, running, -1 - index)).filter(
    (start) => periodEnd(grain, start) < today,
  );
}

interface Sides {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}
interface Shown extends Sides {
  readonly metric: string;
}
interface Move {
  readonly changes: readonly { readonly metric: string; readonly before: Sides; readonly after: Sides }[];
}

/** A figure as it was shown when its period was closed, at a moment, and now. */
export interface Compared {
  readonly metric: string;
  readonly closing: Sides;
  readonly then: Sides;
  readonly now: Sides;
  /** What the numerator has moved by since the closing, and by how much the revisions that are known explain it. */
  readonly moved: number;
  readonly explained: number;
}

/** What has become of the figures of a closed period, a line a metric. Pure. */
export function comparedWith(
  closing: readonly Shown[],
  then: readonly Shown[],
  now: readonly Shown[],
  revisions: readonly Move[],
): readonly Compared[] {
  const of = (values: readonly Shown[], metric: string) => values.find((value) => value.metric === metric);
  return closing.flatMap((was) => {
    const [at, is] = [of(then, was.metric), of(now, was.metric)];
    if (!at || !is) return [];
    const changes = revisions.flatMap(({ changes }) => changes.filter(({ metric }) => metric === was.metric));
    const explained = changes.reduce((sum, { before, after }) => sum + after.numerator - before.numerator, 0);
    const moved = is.numerator - was.numerator;
    return [{ metric: was.metric, closing: was, then: at, now: is, moved, explained }];
  });
}

/** Whether the revisions, once all of them are known, make up the difference of every figure. Pure. */
export const addsUp = (compared: readonly Compared[]): boolean =>
  compared.every(({ moved, explained }) => moved === explained);

/** The start of a digest, to be compared by eye. */
export const shortDigest = (digest: string): string => digest.slice(0, 12);

/** A day and an hour as they were put in, as a moment of the bank's; null where they are none. Pure. */
export const momentOf = (day: string, time: string): string | null =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && /^\d{2}:\d{2}$/.test(time) ? `${day}T${time}:00+08:00` : null;
