import {
  BusinessDateSchema,
  Channel,
  ClientKind,
  HoldingKind,
  Id,
  line,
  LONGEST_FILTER,
  Purpose,
  Tier,
} from '@hengxin/contracts';
import { z } from 'zod';
import { YUAN_PATTERN } from './money.rules.js';

/** How deep conditions may stand in one another. */
export const FILTER_DEPTH = 5;
/** Conditions of one filter at most. */
export const FILTER_CONDITIONS = 50;
/** Conditions of all segments of one member of staff at most: their counts are asked for together. */
export const CONDITIONS_OF_SEGMENTS = 1_000;
/** A birthday comes round within a year. */
export const BIRTHDAY_DAYS_AT_MOST = 366;

const ordered = <Value>(compare: (value: Value) => number) =>
  [
    ({ min, max }: { min?: Value | undefined; max?: Value | undefined }) =>
      min === undefined || max === undefined || compare(min) <= compare(max),
    { message: 'must not have a min above its max' },
  ] as const;
const someBound = [
  ({ min, max }: { min?: unknown; max?: unknown }) => min !== undefined || max !== undefined,
  { message: 'must name a min or a max' },
] as const;

const yuan = z.string().regex(YUAN_PATTERN);
const yuanRange = z
  .strictObject({ min: yuan.optional(), max: yuan.optional() })
  .refine(...someBound)
  .refine(...ordered<string>(Number));
const contacts = z.int().min(0).max(366);
const contactsRange = z
  .strictObject({ min: contacts.optional(), max: contacts.optional() })
  .refine(...someBound)
  .refine(...ordered<number>((value) => value));

const conditions = {
  tier: z.array(Tier).min(1).max(4),
  kind: ClientKind,
  contactsAYear: contactsRange,
  notContactedSince: BusinessDateSchema,
  interest: line(100),
  holds: z
    .strictObject({ kind: HoldingKind.optional(), productCode: Id.optional(), balance: yuanRange.optional() })
    .refine((holds) => Object.values(holds).some((value) => value !== undefined), {
      message: 'must name a kind, a productCode or a balance',
    }),
  deposits: yuanRange,
  birthdayWithinDays: z.int().min(0).max(BIRTHDAY_DAYS_AT_MOST),
  consent: z.strictObject({ channel: Channel, purpose: Purpose }),
  rmId: Id,
  unitId: Id,
};
type Conditions = { readonly [Name in keyof typeof conditions]?: z.output<(typeof conditions)[Name]> | undefined };

/** Which clients: all conditions that are named must hold. Empty: every client of the caller's. */
export interface SegmentFilter extends Conditions {
  readonly all?: readonly SegmentFilter[] | undefined;
  readonly any?: readonly SegmentFilter[] | undefined;
  readonly not?: SegmentFilter | undefined;
}

const nested: z.ZodType<SegmentFilter> = z.lazy(() => filter);
const filter = z.strictObject({
  all: z.array(nested).min(1).max(FILTER_CONDITIONS).optional(),
  any: z.array(nested).min(1).max(FILTER_CONDITIONS).optional(),
  not: nested.optional(),
  ...Object.fromEntries(Object.entries(conditions).map(([name, schema]) => [name, schema.optional()])),
}) as unknown as z.ZodType<SegmentFilter>;

/** The filter as a caller gives it; what is null is not named. Conditions come in one order, so that it has one spelling. */
export const SegmentFilter: z.ZodType<SegmentFilter> = z
  .preprocess((given) => withoutNulls(given, LOOKED_THROUGH), filter)
  .superRefine((given, context) => {
    if (depthOf(given) > FILTER_DEPTH)
      context.addIssue({ code: 'custom', message: `must not be deeper than ${FILTER_DEPTH}` });
    else if (conditionsOf(given) > FILTER_CONDITIONS)
      context.addIssue({ code: 'custom', message: `must not have more than ${FILTER_CONDITIONS} conditions` });
    else if (spelt(given).length > LONGEST_FILTER)
      context.addIssue({ code: 'custom', message: `must not be longer than ${LONGEST_FILTER} characters` });
  });

/** How a filter is kept and shown. */
export function spelt(given: SegmentFilter): string {
  return JSON.stringify(given);
}

/** A filter as it was kept. */
export function readFilter(kept: string): SegmentFilter {
  return SegmentFilter.parse(JSON.parse(kept));
}

/** Facts that callers who see clients masked do not see: asking by them would tell them. */
const MASKED = ['interest', 'holds', 'deposits', 'birthdayWithinDays'] as const satisfies (keyof SegmentFilter)[];

/** The path of the first condition on a masked fact; undefined where there is none. */
export function maskedIn(given: SegmentFilter): readonly string[] | undefined {
  return firstIn(given, (each) => MASKED.find((name) => each[name] !== undefined));
}

/** The path of the first condition for which `named` names a field. */
export function firstIn(
  given: SegmentFilter,
  named: (each: SegmentFilter) => string | undefined,
): readonly string[] | undefined {
  const own = named(given);
  if (own !== undefined) return [own];
  for (const [path, child] of childrenOf(given)) {
    const found = firstIn(child, named);
    if (found) return [...path, ...found];
  }
  return undefined;
}

/** Everybody, or just these members of staff. */
export type Staff = 'ALL' | ReadonlySet<string>;

/**
 * Whose clients a filter can hold for: what it requires narrows, and so do alternatives of which each one does. What it
 * excludes narrows nothing.
 */
export function keepersIn(given: SegmentFilter, staffOf: (unitId: string) => Staff): Staff {
  const { rmId, unitId, all = [], any } = given;
  return sharedBy([
    ...(rmId === undefined ? [] : [new Set([rmId])]),
    ...(unitId === undefined ? [] : [staffOf(unitId)]),
    ...all.map((each) => keepersIn(each, staffOf)),
    ...(any === undefined ? [] : [togetherOf(any.map((each) => keepersIn(each, staffOf)))]),
  ]);
}

/** Those who are among all of these. */
export function sharedBy(groups: readonly Staff[]): Staff {
  const [smallest, ...others] = groups.filter((group) => group !== 'ALL').sort((a, b) => a.size - b.size);
  if (smallest === undefined) return 'ALL';
  if (others.length === 0) return smallest;
  return new Set([...smallest].filter((id) => others.every((each) => each.has(id))));
}

/** Those who are among any of these. */
function togetherOf(groups: readonly Staff[]): Staff {
  const named = groups.filter((group) => group !== 'ALL');
  return named.length < groups.length ? 'ALL' : new Set(named.flatMap((group) => [...group]));
}

/** Filters that stand in a filter, each with its path. */
export function childrenOf({
  all = [],
  any = [],
  not,
}: SegmentFilter): (readonly [path: readonly string[], child: SegmentFilter])[] {
  return [
    ...all.map((child, i) => [['all', String(i)], child] as const),
    ...any.map((child, i) => [['any', String(i)], child] as const),
    ...(not === undefined ? [] : [[['not'], not] as const]),
  ];
}

function depthOf(given: SegmentFilter): number {
  return 1 + Math.max(0, ...childrenOf(given).map(([, child]) => depthOf(child)));
}

/** How many conditions a filter has, those that hold others together included. */
export function conditionsOf(given: SegmentFilter): number {
  const children = childrenOf(given);
  return Object.keys(given).length + children.reduce((sum, [, child]) => sum + conditionsOf(child), 0);
}

/** How deep a filter is looked into at all: of one that is deeper nothing is left there, so that it is no filter. */
const LOOKED_THROUGH = 4 * FILTER_DEPTH;

function withoutNulls(given: unknown, depth: number): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if (depth === 0) return null;
  if (Array.isArray(given)) return given.map((each) => withoutNulls(each, depth - 1));
  const named = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(named.map(([name, value]) => [name, withoutNulls(value, depth - 1)]));
}
