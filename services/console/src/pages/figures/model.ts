import { listOf } from '../../app/address.js';
import { type Grain, GRAINS, isDay, periodAfter, periodStart } from '../../app/periods.js';
import { type Comparison, COMPARISONS, type Section, SECTIONS } from './appraisal-model.js';
import { addsUp, hasContacts, isOver, isRatio, type MetricName, METRICS, USUAL } from './metrics.js';

export * from './metrics.js';

/** A unit with all below it, or a member of staff. */
export type Scope = { readonly unitId: string } | { readonly staffId: string };
export interface Value {
  readonly metric: MetricName;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}

/** Whether a figure counted anything that can be looked at: a share of nothing that was reached has what was missed. */
export const isCounted = ({ metric, numerator, denominator }: Value): boolean =>
  numerator !== 0 || (!hasContacts(metric) && isOver(metric) && (denominator ?? 0) !== 0);

/** What the address asks for. */
export interface View {
  readonly section: Section;
  /** What figures are held against. */
  readonly against: Comparison;
  /** Null: the caller's own. */
  readonly scope: Scope | null;
  readonly grain: Grain;
  readonly start: string;
  /** The metric of the trend, the share and the order. */
  readonly by: MetricName;
  readonly descending: boolean;
  readonly shown: readonly MetricName[];
  readonly open: readonly string[];
  /** The figure whose contacts are looked at. */
  readonly behind: { readonly scope: Scope; readonly metric: MetricName } | null;
}

const metricOf = (text: string | null | undefined): MetricName | undefined => METRICS.find((metric) => metric === text);

/** Reads an address; what makes no sense in it is as if it were not there. Pure. */
export function viewOf(params: URLSearchParams, today: string): View {
  const grain = GRAINS.find((one) => one === params.get('grain')) ?? 'MONTH';
  const day = params.get('start');
  const [unitId, staffId] = [params.get('unit'), params.get('staff')];
  const chosen = listOf(params.get('metrics'));
  const shown = METRICS.filter((metric) => chosen.includes(metric));
  return {
    section: SECTIONS.find((one) => one === params.get('show')) ?? 'overview',
    against: COMPARISONS.find((one) => one === params.get('against')) ?? 'PREVIOUS_PERIOD',
    scope: staffId ? { staffId } : unitId ? { unitId } : null,
    grain,
    start: periodStart(grain, isDay(day) ? day : today),
    by: metricOf(params.get('by')) ?? shown[0] ?? 'CONTACTS',
    descending: params.get('order') !== 'up',
    shown: shown.length > 0 ? shown : USUAL,
    open: listOf(params.get('open')),
    behind: behindOf(params.get('behind')),
  };
}

/** `CONTACTS.unit.U0001`: an id may have a point in it, what is before it has none. */
function behindOf(text: string | null): View['behind'] {
  const [, name, kind, id] = /^(\w+)\.(unit|staff)\.(.+)$/.exec(text ?? '') ?? [];
  const metric = metricOf(name);
  if (!metric || !id) return null;
  return { metric, scope: kind === 'unit' ? { unitId: id } : { staffId: id } };
}
export const behindText = (metric: MetricName, scope: Scope): string =>
  `${metric}.${'unitId' in scope ? `unit.${scope.unitId}` : `staff.${scope.staffId}`}`;

export const valueOf = (values: readonly Value[] | undefined, metric: MetricName): Value | undefined =>
  values?.find((one) => one.metric === metric);

/**
 * How far a figure is from the one of the period before: in percent of it, or in points where it is a percentage
 * itself.
 */
export interface Change {
  readonly kind: 'percent' | 'points';
  /** 0.1 is ten percent, or ten points. */
  readonly by: number;
}
/**
 * Null where there is nothing to compare with: no period before, or one in which nothing was counted. The same holds
 * for counts and for ratios, on a tile and in a row. Pure.
 */
export function changeOf(
  metric: MetricName,
  now: number | null | undefined,
  before: number | null | undefined,
): Change | null {
  if (now === null || now === undefined || !before) return null;
  if (isRatio(metric)) return { kind: 'points', by: now - before };
  return { kind: 'percent', by: (now - before) / before };
}

/** Without what stands before the first that was counted: a bank that was not there yet has no zeros. Pure. */
export function sinceFirst(values: readonly (number | null)[]): readonly (number | null)[] {
  const first = values.findIndex((value) => value !== null && value !== 0);
  return values.map((value, at) => (at < first || first < 0 ? null : value));
}

/** How many periods a trend shows. */
const TREND_PERIODS: Readonly<Record<Grain, number>> = { DAY: 31, WEEK: 13, MONTH: 13, QUARTER: 8, YEAR: 5 };
/** The first year that the bank's calendar knows. */
const FIRST_DAY = '2004-01-01';

/** The periods of a trend that ends with one; none before the bank's calendar begins. Pure. */
export function trendOf(grain: Grain, start: string): { readonly from: string; readonly to: string } {
  const from = periodAfter(grain, start, 1 - TREND_PERIODS[grain]);
  const first = periodStart(grain, FIRST_DAY);
  return { from: from < first && first <= start ? first : from, to: start };
}

export interface Share {
  readonly key: string;
  /** Null: all the others together. */
  readonly name: string | null;
  readonly value: number;
  /** Of the whole, 0 to 1; null where the parts do not add up to it. */
  readonly of: number | null;
  /** How long its bar is, 0 to 1. */
  readonly length: number;
}
interface Part {
  readonly key: string;
  readonly name: string;
  readonly value: number | null;
}
const SHARES = 8;

/** The greatest parts of a figure, and what is left of it. Pure. */
export function sharesOf(
  metric: MetricName,
  parts: readonly Part[],
  whole: number | null | undefined,
): readonly Share[] {
  const known = parts
    .filter((part): part is Part & { value: number } => part.value !== null)
    .sort((a, b) => b.value - a.value);
  const greatest = known.slice(0, SHARES);
  const isWhole = addsUp(metric) && whole !== null && whole !== undefined && whole > 0;
  // A share is as long as it says; what adds up to no whole is compared with the greatest.
  const full = isWhole ? whole : Math.max(...greatest.map(({ value }) => value), 0) || 1;
  const shares = greatest.map(({ key, name, value }) => ({
    key,
    name,
    value,
    of: isWhole ? value / whole : null,
    length: value / full,
  }));
  const rest = isWhole ? whole - greatest.reduce((sum, { value }) => sum + value, 0) : 0;
  if (rest <= 0) return shares;
  return [...shares, { key: '…', name: null, value: rest, of: rest / whole!, length: rest / full }];
}

/** The metrics with one more or one less, as an address says them: null for the usual ones; at least one stays. Pure. */
export function shownWith(shown: readonly MetricName[], chosen: readonly MetricName[]): string | null {
  const next = METRICS.filter((metric) => (chosen.length > 0 ? chosen : shown).includes(metric));
  return next.join() === USUAL.join() ? null : next.join(',');
}
