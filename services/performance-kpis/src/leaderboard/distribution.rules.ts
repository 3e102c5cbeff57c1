/** How values lie, in the unit of the values; null where there is none. */
export interface Distribution {
  /** How many have a value, and how many have none. */
  readonly staff: number;
  readonly withoutValue: number;
  readonly least: number | null;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  readonly most: number | null;
  readonly bars: readonly DistributionBar[];
}

/** Values from `from` on and below `to`; of the last bar `to` counts too. */
export interface DistributionBar {
  readonly from: number;
  readonly to: number;
  readonly staff: number;
}

const MOST_BARS = 12;
/** What a width may begin with, so that its bounds can be read. */
const ROUND = [1, 2, 5, 10];
/** Sums of decimals are off by less: 0.1 + 0.2. */
const TINY = 1e-9;

/** How the values of members of staff lie: quartiles, and bars of one round width. */
export function distributionOf(values: readonly (number | null)[]): Distribution {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number) => quantileOf(sorted, share);
  return {
    staff: sorted.length,
    withoutValue: values.length - sorted.length,
    least: sorted[0] ?? null,
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    most: sorted.at(-1) ?? null,
    bars: barsOf(sorted),
  };
}

/** Between two values by how far it lies between them. */
function quantileOf(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (place - Math.floor(place));
}

function barsOf(sorted: readonly number[]): DistributionBar[] {
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  if (least === most) return [{ from: least, to: most, staff: sorted.length }];
  const width = widthOf(least, most);
  const first = Math.floor(least / width + TINY);
  const count = Math.max(Math.ceil(most / width - TINY) - first, 1);
  const staff = Array.from({ length: count }, () => 0);
  for (const value of sorted) staff[Math.min(Math.floor(value / width + TINY) - first, count - 1)]! += 1;
  return staff.map((each, i) => ({
    from: exact((first + i) * width),
    to: exact((first + i + 1) * width),
    staff: each,
  }));
}

/** The least round width with which no more bars are needed than may be; never so small that a bound is no number. */
function widthOf(least: number, most: number): number {
  const wanted = (most - least) / (MOST_BARS - 1);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ROUND.find((factor) => factor * power >= wanted - TINY * power)!;
}

/** Without what is off by calculating with decimals. */
const exact = (value: number): number => Number(value.toPrecision(12));
