import { randomUUID } from 'node:crypto';
import { addDays } from '@hengxin/contracts';

/** The day on which everything is measured, and the month that figures are asked for. */
export const TODAY = '2026-03-02';
const TOMORROW = addDays(TODAY, 1);
const FEBRUARY = { grain: 'MONTH', start: '2026-02-01' };
const BANK = { unitId: 'U0001' };

/** What rows know of the bank they ask: it is made up anew for each run. */
export interface Cast {
  /** Relationship managers whose plan of today is drawn. */
  readonly rms: readonly string[];
  /** All there are. */
  readonly allRms: readonly string[];
  /** Heads of a branch, with the branch. */
  readonly heads: readonly { readonly staffId: string; readonly unitId: string }[];
  /** A branch with 50 sub-branches. */
  readonly wideUnitId: string;
  /** Some of the clients of each of `rms` whom a call may reach, none of whom stands in the plan of today. */
  readonly clients: ReadonlyMap<string, readonly string[]>;
  /** Open items of today's plan of each of `rms`. A row that closes items takes its own of them: each can be closed once. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  /** Placements that somebody other than A0001 proposed and nobody settled. A row that settles some takes its own of them. */
  readonly proposals: readonly string[];
}

/** One call: who makes it, and what it says. */
export interface Said {
  readonly staffId: string;
  readonly variables: object;
}

/** How quick a row is to be, as a share of another row of the same run: no machine's speed is in it. */
interface Aim {
  readonly share: number;
  readonly of: string;
}

/** A query or a command that is measured by itself. */
export interface CallRow {
  /** What `--rows` takes. */
  readonly name: string;
  readonly what: string;
  /** The root field that it measures. */
  readonly field: `Query.${string}` | `Mutation.${string}`;
  readonly operation: string;
  /** The n-th call; undefined once the bank has nothing more to do it with. */
  readonly call: (n: number, cast: Cast) => Said | undefined;
  readonly aim?: Aim;
}

const ofUnits = (share: number): Aim => ({ share, of: 'units' });
const ofLogContact = (share: number): Aim => ({ share, of: 'logContact' });

const CONTACTS = `edges { node { id startedAt channel outcome effective late client { id name tier } staff { id name } unit { id name } } } pageInfo { hasNextPage endCursor }`;
const FIGURES = 'values { metric value numerator denominator }';
const DAY = 'date items { id status channel reason { code text } client { id name tier } }';
const CLIENT_PAYLOAD = '{ client { id name } warnings { code } errors { code } position }';
const PLACEMENT_PAYLOAD = '{ placement { id } errors { code } position }';
const ITEM_PAYLOAD = '{ planItem { id status } errors { code } position }';

const nth = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const rm = (cast: Cast, n: number) => nth(cast.rms, n);
const head = (cast: Cast, n: number) => nth(cast.heads, n);
const asHeadOffice = (variables: object = {}) => ({ staffId: 'H0001', variables });
const commandId = () => randomUUID();

/** The n-th client of the managers in turn; undefined once each has been named. */
function eachClient(cast: Cast, n: number): { staffId: string; clientId: string } | undefined {
  const staffId = rm(cast, n);
  const clientId = cast.clients.get(staffId)?.[Math.floor(n / cast.rms.length)];
  return clientId === undefined ? undefined : { staffId, clientId };
}

/** The n-th client of the managers in turn, over and over. */
function anyClient(cast: Cast, n: number): { staffId: string; clientId: string } {
  const staffId = rm(cast, n);
  return { staffId, clientId: nth(cast.clients.get(staffId)!, Math.floor(n / cast.rms.length)) };
}

/** The n-th item of those at even or odd places of each plan; undefined once each has been named. */
function eachItem(cast: Cast, n: number, odd: 0 | 1): { staffId: string; planItemId: string } | undefined {
  const staffId = rm(cast, n);
  const planItemId = cast.items.get(staffId)?.[Math.floor(n / cast.rms.length) * 2 + odd];
  return planItemId === undefined ? undefined : { staffId, planItemId };
}

/** Commands that settle proposed placements; each has every third of them. */
const SETTLERS = ['approvePlacement', 'approvePlacements', 'declinePlacement'] as const;
/** Placements that `approvePlacements` is told of in one call. */
const APPROVED_AT_ONCE = 10;

/** The n-th so many proposals of a command's own; none once each has been named. */
function eachProposals({ proposals }: Cast, settler: (typeof SETTLERS)[number], n: number, count = 1): string[] {
  const own = (at: number) => proposals[at * SETTLERS.length + SETTLERS.indexOf(settler)];
  return Array.from({ length: count }, (_, i) => own(n * count + i)).filter((id) => id !== undefined);
}

const asAdmin = (variables: object) => ({ staffId: 'A0001', variables });

/** The word on the n-th proposal of a command's own; undefined once each has been named. */
function wordOn(cast: Cast, settler: 'approvePlacement' | 'declinePlacement', n: number): Said | undefined {
  const [id] = eachProposals(cast, settler, n);
  return id === undefined ? undefined : asAdmin({ input: { commandId: commandId(), id } });
}

/** Places that a row may fill in each portfolio, so that all rows together stay below its limit. */
const PLACES = 30;

/** Every query, some of them asked in more than one way. The first is what others are compared with. */
export const QUERY_ROWS: readonly CallRow[] = [
  {
    name: 'units',
    what: 'units below head office',
    field: 'Query.units',
    operation: '{ units { edges { node { id name kind } } } }',
    call: () => asHeadOffice(),
  },
  {
    name: 'me',
    what: 'me with the unit',
    field: 'Query.me',
    operation: '{ me { id name role unit { id name } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'unit',
    what: 'a unit',
    field: 'Query.unit',
    operation: 'query ($id: ID!) { unit(id: $id) { id name kind parent { id name } } }',
    call: (n, cast) => asHeadOffice({ id: head(cast, n).unitId }),
  },
  {
    name: 'staff',
    what: 'the staff of a unit',
    field: 'Query.staff',
    operation: 'query ($id: ID!) { staff(unitId: $id) { edges { node { id name role } } } }',
    call: (n, cast) => asHeadOffice({ id: head(cast, n).unitId }),
  },
  {
    name: 'placementsAwaiting',
    what: 'proposed placements, a page of 50',
    field: 'Query.placementsAwaiting',
    operation: '{ placementsAwaiting { edges { node { id staffId name role unit { id name } } } pageInfo { hasNextPage endCursor } } }',
    call: () => asAdmin({}),
  },
  {
    name: 'client',
    what: 'a client with consents and the latest contacts',
    field: 'Query.client',
    operation: `query ($id: ID!) { client(id: $id) { id name tier lastContactAt consents { channel purpose valid } contacts(first: 10) { edges { node { id startedAt outcome } } } } }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      return { staffId, variables: { id: clientId } };
    },
  },
  {
    name: 'clients',
    what: 'clients of a manager, a page of 20',
    field: 'Query.clients',
    operation: '{ clients(first: 20) { edges { node { id name tier lastContactAt } } pageInfo { hasNextPage endCursor } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'clients-head',
    what: 'clients of a branch, a page of 20',
    field: 'Query.clients',
    operation: '{ clients(first: 20) { edges { node { id name tier lastContactAt } } pageInfo { hasNextPage endCursor } } }',
    call: (n, cast) => ({ staffId: head(cast, n).staffId, variables: {} }),
  },
  {
    name: 'myDay-next',
    what: 'myDay of a day to come',
    field: 'Query.myDay',
    operation: `query ($date: Date) { myDay(date: $date) { ${DAY} } }`,
    call: (n, cast) => ({ staffId: rm(cast, n), variables: { date: TOMORROW } }),
    aim: ofUnits(0.2),
  },
  {
    name: 'contacts',
    what: 'contacts of a manager, a page of 20',
    field: 'Query.contacts',
    operation: `{ contacts(first: 20) { ${CONTACTS} } }`,
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
    aim: ofUnits(0.3),
  },
  {
    name: 'contacts-head',
    what: 'contacts of a branch, a page of 20',
    field: 'Query.contacts',
    operation: `{ contacts(first: 20) { ${CONTACTS} } }`,
    call: (n, cast) => ({ staffId: head(cast, n).staffId, variables: {} }),
    aim: ofUnits(0.3),
  },
  {
    name: 'contacts-bank',
    what: 'contacts of the bank, a page of 20',
    field: 'Query.contacts',
    operation: `{ contacts(first: 20) { ${CONTACTS} } }`,
    call: () => asHeadOffice(),
  },
  {
    name: 'kpi-rm',
    what: 'kpi of a manager for a month',
    field: 'Query.kpi',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period) { ${FIGURES} position } }`,
    call: (n, cast) => ({ staffId: rm(cast, n), variables: { scope: { staffId: rm(cast, n) }, period: FEBRUARY } }),
  },
  {
    name: 'kpiTable',
    what: 'kpiTable of 50 rows',
    field: 'Query.kpiTable',
    operation: `query ($id: ID!, $period: PeriodInput!) { kpiTable(unitId: $id, period: $period, first: 50) { edges { node { unit { id name } rank ${FIGURES} } } } }`,
    call: (_n, cast) => asHeadOffice({ id: cast.wideUnitId, period: FEBRUARY }),
    aim: ofUnits(0.3),
  },
  {
    name: 'kpiContacts',
    what: 'kpiContacts of the bank for a month, a page of 20',
    field: 'Query.kpiContacts',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpiContacts(scope: $scope, period: $period, metric: CONTACTS) { ${CONTACTS} } }`,
    call: () => asHeadOffice({ scope: BANK, period: FEBRUARY }),
    aim: ofUnits(0.2),
  },
  {
    name: 'kpiContacts-head',
    what: 'kpiContacts of a branch for a month, a page of 20',
    field: 'Query.kpiContacts',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpiContacts(scope: $scope, period: $period, metric: CONTACTS) { ${CONTACTS} } }`,
    call: (n, cast) => {
      const { staffId, unitId } = head(cast, n);
      return { staffId, variables: { scope: { unitId }, period: FEBRUARY } };
    },
    aim: ofUnits(0.2),
  },
];

/** Every command but `logContact`, which has a row of old. Each changes the bank: those that need what others leave alone come first. */
export const COMMAND_ROWS: readonly CallRow[] = [
  {
    name: 'recordConsent',
    what: 'recordConsent',
    field: 'Mutation.recordConsent',
    operation: `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      const decision = n % 2 === 0 ? 'GRANTED' : 'WITHDRAWN';
      return { staffId, variables: { input: { commandId: commandId(), clientId, channel: 'SMS', purpose: 'MARKETING', decision } } };
    },
  },
  {
    name: 'changeClientProfile',
    what: 'changeClientProfile',
    field: 'Mutation.changeClientProfile',
    operation: `mutation ($input: ChangeClientProfileInput!) { changeClientProfile(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      return { staffId, variables: { input: { commandId: commandId(), clientId, interests: [`第${n}次所记`] } } };
    },
  },
  {
    name: 'deferPlanItem',
    what: 'deferPlanItem',
    field: 'Mutation.deferPlanItem',
    operation: `mutation ($input: DeferPlanItemInput!) { deferPlanItem(input: $input) ${ITEM_PAYLOAD} }`,
    call: (n, cast) => {
      const item = eachItem(cast, n, 0);
      if (!item) return undefined;
      const { staffId, planItemId } = item;
      return { staffId, variables: { input: { commandId: commandId(), planItemId, to: addDays(TODAY, 8), reason: '客户出差' } } };
    },
  },
  {
    name: 'skipPlanItem',
    what: 'skipPlanItem',
    field: 'Mutation.skipPlanItem',
    operation: `mutation ($input: SkipPlanItemInput!) { skipPlanItem(input: $input) ${ITEM_PAYLOAD} }`,
    call: (n, cast) => {
      const item = eachItem(cast, n, 1);
      if (!item) return undefined;
      const { staffId, planItemId } = item;
      return { staffId, variables: { input: { commandId: commandId(), planItemId, reason: '已另行联系' } } };
    },
  },
  {
    name: 'addPlanItem',
    what: 'addPlanItem, ten a day of each manager',
    field: 'Mutation.addPlanItem',
    operation: `mutation ($input: AddPlanItemInput!) { addPlanItem(input: $input) ${ITEM_PAYLOAD} }`,
    call: (n, cast) => {
      const client = eachClient(cast, n);
      if (!client) return undefined;
      const { staffId, clientId } = client;
      const date = addDays(TOMORROW, Math.floor(n / (cast.rms.length * 10)));
      return { staffId, variables: { input: { commandId: commandId(), clientId, date, reason: '客户来电' } } };
    },
    aim: ofLogContact(0.8),
  },
  {
    name: 'registerClient',
    what: 'registerClient by the manager who keeps the client',
    field: 'Mutation.registerClient',
    operation: `mutation ($input: RegisterClientInput!) { registerClient(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, { allRms }) => {
      if (n >= allRms.length * PLACES) return undefined;
      const consents = [{ channel: 'PHONE', purpose: 'SERVICE', wordingVersion: 'v1' }];
      return {
        staffId: nth(allRms, n),
        variables: { input: { commandId: commandId(), id: `B${randomUUID()}`, name: '测试客户', tier: 'GOLD', consents } },
      };
    },
    aim: ofLogContact(0.8),
  },
  {
    name: 'assignClient',
    what: 'assignClient from tomorrow on',
    field: 'Mutation.assignClient',
    operation: `mutation ($input: AssignClientInput!) { assignClient(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const client = n < cast.allRms.length * PLACES ? eachClient(cast, n) : undefined;
      if (!client) return undefined;
      const { staffId, clientId } = client;
      // To the next manager, whoever keeps the client now.
      const rmId = nth(cast.allRms, cast.allRms.indexOf(staffId) + 1 + Math.floor(n / cast.allRms.length));
      return {
        staffId: 'A0001',
        variables: { input: { commandId: commandId(), clientId, rmId: rmId === staffId ? nth(cast.allRms, n + 1) : rmId, from: TOMORROW } },
      };
    },
  },
  {
    name: 'declinePlacement',
    what: 'declinePlacement',
    field: 'Mutation.declinePlacement',
    operation: `mutation ($input: DeclinePlacementInput!) { declinePlacement(input: $input) ${PLACEMENT_PAYLOAD} }`,
    call: (n, cast) => wordOn(cast, 'declinePlacement', n),
  },
  {
    name: 'approvePlacement',
    what: 'approvePlacement',
    field: 'Mutation.approvePlacement',
    operation: `mutation ($input: ApprovePlacementInput!) { approvePlacement(input: $input) ${PLACEMENT_PAYLOAD} }`,
    call: (n, cast) => wordOn(cast, 'approvePlacement', n),
  },
  {
    name: 'approvePlacements',
    what: `approvePlacements, ${APPROVED_AT_ONCE} a call`,
    field: 'Mutation.approvePlacements',
    operation:
      'mutation ($input: ApprovePlacementsInput!) { approvePlacements(input: $input) { placements { id } errors { code } position } }',
    call: (n, cast) => {
      const ids = eachProposals(cast, 'approvePlacements', n, APPROVED_AT_ONCE);
      return ids.length === 0 ? undefined : asAdmin({ input: { commandId: commandId(), ids } });
    },
  },
];

/** Rows of old, with what of the surface each measures; they have programs of their own. */
export const OTHER_ROWS = {
  'at-rest': undefined,
  append: undefined,
  'import-units': 'import.units',
  'import-staff': 'import.staff',
  'import-clients': 'import.clients',
  'import-contacts': 'import.contacts',
  kpi: 'Query.kpi',
  'kpi-history': 'Query.kpi',
  myDay: 'Query.myDay',
  logContact: 'Mutation.logContact',
  visible: undefined,
  rebuild: undefined,
  'visible-kafka': undefined,
} as const;
export type OtherRow = keyof typeof OTHER_ROWS;

export const ROW_NAMES: readonly string[] = [...Object.keys(OTHER_ROWS), ...[...QUERY_ROWS, ...COMMAND_ROWS].map(({ name }) => name)];

/** The names that `--rows` gave; throws for one that is none. Without it, all. */
export function rowsAsked(text: string | undefined): ReadonlySet<string> {
  const asked = text === undefined ? ROW_NAMES : text.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !ROW_NAMES.includes(name));
  if (unknown.length > 0) throw new Error(`no row is called ${unknown.join(', ')}. There are: ${ROW_NAMES.join(', ')}.`);
  // What others are compared with is measured along with them.
  const compared = [...QUERY_ROWS, ...COMMAND_ROWS].filter(({ name }) => asked.includes(name)).map(({ aim }) => aim?.of ?? 'units');
  return new Set([...asked, ...compared]);
}
