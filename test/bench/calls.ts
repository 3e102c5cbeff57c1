import { randomUUID } from 'node:crypto';
import { addDays } from '@hengxin/contracts';
import type { Platform } from '../platform/platform.js';

/** The day on which everything is measured, and the month that figures are asked for. */
export const TODAY = '2026-03-02';
export const TOMORROW = addDays(TODAY, 1);
export const FEBRUARY = { grain: 'MONTH', start: '2026-02-01' };
export const BANK = { unitId: 'U0001' };

/** What rows know of the bank they ask: each run makes up its own. */
export interface Cast {
  /** Relationship managers whose plan of today is drawn. */
  readonly rms: readonly string[];
  /** All there are. */
  readonly allRms: readonly string[];
  /** Heads of a branch, with the branch. */
  readonly heads: readonly { readonly staffId: string; readonly unitId: string }[];
  /** A branch with 50 sub-branches. */
  readonly wideUnitId: string;
  /** Heads of that branch; its sub-branches have none of their own. */
  readonly wideHeadIds: readonly string[];
  /** Some of the clients of each of `rms` whom a call may reach, none of whom stands in the plan of today. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
  /**
   * Open items of today's plan of each of `rms`. A row that closes items takes its own of them: each can be closed
   * once.
   */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /**
   * Placements that somebody other than A0001 proposed and nobody settled. A row that settles some takes its own of
   * them.
   */
  readonly proposals: readonly string[];
  /** Clients who allow visits, by the managers of the branch with 50 sub-branches. */
  readonly visited: ReadonlyMap<string, readonly string[]>;
  /** A planned visit to a client of 2,000 contacts, and whose it is. */
  readonly dossier: { readonly staffId: string; readonly visitId: string };
  /** A few segments of each of some of `rms`; neighbours are of different keepers. */
  readonly segments: readonly Thing[];
  /** A group of each of those who visit, with half of their clients in it; the last of these is in none. */
  readonly groups: readonly Thing[];
  /** A scorecard for units that holds by now. */
  readonly scorecardId: string;
}

/** Something that a row acts on: it was made through the API before the row is measured. */
export interface Thing {
  /** Who made it. */
  readonly staffId: string;
  readonly clientId?: string;
  readonly id: string;
}

/** One call: who makes it, and what it says. */
export interface Said {
  readonly staffId: string;
  readonly variables: object;
}

/** What is told of a thing as it is made. */
export interface MadeThing {
  readonly id: string;
  readonly circle?: readonly { readonly id: string; readonly outsiderName: string | null }[];
}

/** How the things of a row are made, a call each. Operations are as `makes` and `mutation` write them. */
export interface Making {
  /** So many at most; fewer where the bank has nothing more to make one with. */
  readonly count: number;
  readonly operation: string;
  readonly call: (n: number, cast: Cast) => (Said & { readonly clientId?: string }) | undefined;
  /** What names the n-th, where it is not the id that is answered. */
  readonly idOf?: (made: MadeThing, n: number) => string;
  /** What is done with each of them then. */
  readonly further?: readonly {
    readonly operation: string;
    readonly call: (thing: Thing, cast: Cast) => Said;
  }[];
}

/** How quick a row is to be, as a share of another row of the same run: no machine's speed is in it. */
export interface ShareAim {
  readonly share: number;
  readonly of: string;
}

/** How quick a row is to be on the machine that it is measured on. */
export interface OwnAim {
  readonly perSecond?: number;
  readonly p99Ms?: number;
}

export type Aim = ShareAim | OwnAim;

export const isShare = (aim: Aim): aim is ShareAim => 'share' in aim;

/** A query or a command that is measured by itself. */
export interface CallRow {
  /** What `--rows` takes. */
  readonly name: string;
  readonly what: string;
  /** The root field that it measures. */
  readonly field: `Query.${string}` | `Mutation.${string}`;
  readonly operation: string;
  /** Makes what the row acts on, where the cast does not have it. */
  readonly made?: Making | ((platform: Platform, cast: Cast) => Promise<readonly Thing[]>);
  /** The n-th call; undefined once the bank has nothing more to do it with. */
  readonly call: (n: number, cast: Cast, things: readonly Thing[]) => Said | undefined;
  /** Calls under way at a time; 32 by default, with which the machine is full and a latency is that of its queue. */
  readonly connections?: number;
  readonly aim?: Aim;
}

export const ofUnits = (share: number): Aim => ({ share, of: 'units' });
export const ofLogContact = (share: number): Aim => ({ share, of: 'logContact' });

export const CONTACTS = `edges { node { id startedAt channel outcome effective late client { id name tier } staff { id name } unit { id name } } } pageInfo { hasNextPage endCursor }`;
export const FIGURES = 'values { metric value numerator denominator }';
export const DAY = 'date items { id status channel reason { code text } client { id name tier } }';
export const CLIENT_PAYLOAD = '{ client { id name } warnings { code } errors { code } position }';
export const PLACEMENT_PAYLOAD = '{ placement { id } errors { code } position }';
export const ITEM_PAYLOAD = '{ planItem { id status } errors { code } position }';

/** As people type: a surname, a sound, initials, the end of a phone number, a name that nobody has. */
export const TYPED = ['王', 'wang', 'lix', '欧阳', 'zhangwei', '1234', 'qqqq'];
export const nth = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
export const rm = (cast: Cast, n: number) => nth(cast.rms, n);
export const head = (cast: Cast, n: number) => nth(cast.heads, n);
export const asHeadOffice = (variables: object = {}) => ({ staffId: 'H0001', variables });
export const commandId = () => randomUUID();

/** A command's `input`, under a command id of its own. */
export const by = (staffId: string, input: object): Said => ({
  staffId,
  variables: { input: { commandId: commandId(), ...input } },
});

/** `mutation ($input: IssueGiftInput!) { issueGift(input: $input) { gift { id } errors { code } position } }`. */
export function mutation(name: string, answers: string): string {
  return `mutation ($input: ${inputOf(name)}!) { ${name}(input: $input) { ${answers} errors { code } position } }`;
}

/** A command that makes a thing: whatever it is called in the schema, it is answered as `made.thing`. */
export function makes(name: string, thing: string, selection = 'id'): string {
  const payload = `{ thing: ${thing} { ${selection} } errors { code } }`;
  return `mutation ($input: ${inputOf(name)}!) { made: ${name}(input: $input) ${payload} }`;
}

const inputOf = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}Input`;

/** The word on the n-th thing, by who made it; undefined once each has been named. */
export function onEach(things: readonly Thing[], n: number, input: (thing: Thing) => object): Said | undefined {
  const thing = things[n];
  return thing && by(thing.staffId, input(thing));
}

/** The word on the things in turn, over and over, by who made each; undefined where there is none. */
export function onAny(things: readonly Thing[], n: number, input: (thing: Thing) => object): Said | undefined {
  return onEach(things, n % things.length, input);
}

/** The n-th client of the managers in turn; undefined once each has been named. */
export function eachClient(cast: Cast, n: number): { staffId: string; clientId: string } | undefined {
  const staffId = rm(cast, n);
  const clientId = cast.clients.get(staffId)?.[Math.floor(n / cast.rms.length)];
  return clientId === undefined ? undefined : { staffId, clientId };
}

/** The n-th client of the managers in turn, over and over. */
export function anyClient(cast: Cast, n: number): { staffId: string; clientId: string } {
  const staffId = rm(cast, n);
  return { staffId, clientId: nth(cast.clients.get(staffId)!, Math.floor(n / cast.rms.length)) };
}

/** The n-th client who allows visits, of the managers in turn, over and over. */
export function anyVisited({ visited }: Cast, n: number): { staffId: string; clientId: string } {
  const [staffId, clients] = nth([...visited], n);
  return { staffId, clientId: nth(clients, Math.floor(n / visited.size)) };
}

/** The n-th item of those at even or odd places of each plan; undefined once each has been named. */
export function eachItem(cast: Cast, n: number, odd: 0 | 1): { staffId: string; planItemId: string } | undefined {
  const staffId = rm(cast, n);
  const planItemId = cast.items.get(staffId)?.[Math.floor(n / cast.rms.length) * 2 + odd];
  return planItemId === undefined ? undefined : { staffId, planItemId };
}

/** Commands that settle proposed placements; each has every third of them. */
export const SETTLERS = ['approvePlacement', 'approvePlacements', 'declinePlacement'] as const;
/** Placements that `approvePlacements` is told of in one call. */
export const APPROVED_AT_ONCE = 10;

/** The n-th so many proposals of a command's own; none once each has been named. */
export function eachProposals({ proposals }: Cast, settler: (typeof SETTLERS)[number], n: number, count = 1): string[] {
  const own = (at: number) => proposals[at * SETTLERS.length + SETTLERS.indexOf(settler)];
  return Array.from({ length: count }, (_, i) => own(n * count + i)).filter((id) => id !== undefined);
}

export const asAdmin = (variables: object) => ({ staffId: 'A0001', variables });

/** The word on the n-th proposal of a command's own; undefined once each has been named. */
export function wordOn(cast: Cast, settler: 'approvePlacement' | 'declinePlacement', n: number): Said | undefined {
  const [id] = eachProposals(cast, settler, n);
  return id === undefined ? undefined : asAdmin({ input: { commandId: commandId(), id } });
}

/** Places that a row may fill in each portfolio, so that all rows together stay below its limit. */
export const PLACES = 30;

/** What there is to give in the wide branch: of little worth, and beyond the worth of a year by itself. */
export const GIFT_ITEMS = { small: 'BENCH-TEA', dear: 'BENCH-WATCH' } as const;

/** What a scope comes to on a card, step by step. */
export const SCORE =
  'query ($scope: KpiScope!, $period: PeriodInput!, $card: ID!) { score(scope: $scope, period: $period, scorecardId: $card) { score steps { group metric value target attainment points } } }';
/** A card of one figure. */
export const CARD = {
  groups: [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }],
};
