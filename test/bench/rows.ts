import { randomUUID } from 'node:crypto';
import { CONTEXTS, addDays } from '@hengxin/contracts';
import { stateFields } from '@hengxin/scalars';
import {
  anyClient,
  APPROVED_AT_ONCE,
  asAdmin,
  asHeadOffice,
  BANK,
  type CallRow,
  CLIENT_PAYLOAD,
  commandId,
  CONTACTS,
  DAY,
  eachClient,
  eachItem,
  eachProposals,
  FEBRUARY,
  FIGURES,
  head,
  isShare,
  ITEM_PAYLOAD,
  nth,
  ofLogContact,
  ofUnits,
  PLACEMENT_PAYLOAD,
  PLACES,
  rm,
  TODAY,
  TOMORROW,
  TYPED,
  wordOn,
} from './calls.js';
import { CAPABILITY_COMMANDS, CAPABILITY_QUERIES } from './capability-rows.js';

export { type Aim, type CallRow, type Cast, isShare, type OwnAim, TODAY } from './calls.js';

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
    operation:
      '{ placementsAwaiting { edges { node { id staffId name role unit { id name } } } pageInfo { hasNextPage endCursor } } }',
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
    operation:
      '{ clients(first: 20) { edges { node { id name tier lastContactAt } } pageInfo { hasNextPage endCursor } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'search',
    what: 'search among the clients of a manager, by pinyin',
    field: 'Query.searchClients',
    operation:
      'query ($text: String!) { searchClients(text: $text) { edges { node { id name tier } } pageInfo { hasNextPage endCursor } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: { text: nth(TYPED, n) } }),
    aim: { p99Ms: 50 },
  },
  {
    name: 'search-head',
    what: 'search among the clients of a branch, by name',
    field: 'Query.searchClients',
    operation:
      'query ($text: String!) { searchClients(text: $text) { edges { node { id name tier } } pageInfo { hasNextPage endCursor } } }',
    call: (n, cast) => ({ staffId: head(cast, n).staffId, variables: { text: nth(TYPED, n) } }),
    aim: { p99Ms: 50 },
  },
  {
    name: 'clients-head',
    what: 'clients of a branch, a page of 20',
    field: 'Query.clients',
    operation:
      '{ clients(first: 20) { edges { node { id name tier lastContactAt } } pageInfo { hasNextPage endCursor } } }',
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
    aim: ofUnits(0.3),
  },
  {
    name: 'now',
    what: 'now',
    field: 'Query.now',
    operation: '{ now { instant businessDate timeZone } }',
    call: () => asHeadOffice(),
  },
  {
    name: 'state',
    what: 'how a service does, with a page of its parked events',
    field: 'Query.visitLoggingState',
    operation: `{ visitLoggingState { consumers { name lagSeconds parked } parkedEvents { edges { node { consumer key code } } } } }`,
    call: () => asAdmin({}),
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
    what: 'kpiTable of 50 rows, five metrics',
    field: 'Query.kpiTable',
    operation: `query ($id: ID!, $period: PeriodInput!) { kpiTable(unitId: $id, period: $period, first: 50, metrics: [TOUCHES, CONTACTS, CLIENTS_CONTACTED, PLAN_COMPLETION, COVERAGE]) { edges { node { unit { id name } rank ${FIGURES} } } } }`,
    call: (_n, cast) => asHeadOffice({ id: cast.wideUnitId, period: FEBRUARY }),
    aim: ofUnits(0.3),
  },
  {
    name: 'kpiTable-all',
    what: 'kpiTable of 50 rows, every metric',
    field: 'Query.kpiTable',
    operation: `query ($id: ID!, $period: PeriodInput!) { kpiTable(unitId: $id, period: $period, first: 50) { edges { node { unit { id name } rank ${FIGURES} } } } }`,
    call: (_n, cast) => asHeadOffice({ id: cast.wideUnitId, period: FEBRUARY }),
  },
  {
    name: 'kpiTable-trend',
    what: 'kpiTable of 50 rows, each with its trend of six months',
    field: 'Query.kpiTable',
    operation: `query ($id: ID!, $period: PeriodInput!) { kpiTable(unitId: $id, period: $period, first: 50) { edges { node { unit { id name } rank ${FIGURES} trend } } } }`,
    call: (_n, cast) => asHeadOffice({ id: cast.wideUnitId, period: FEBRUARY }),
  },
  {
    name: 'kpiSeries',
    what: 'kpiSeries of the bank, 52 weeks',
    field: 'Query.kpiSeries',
    operation: `query ($scope: KpiScope!, $from: Date!, $to: Date!) { kpiSeries(scope: $scope, grain: WEEK, from: $from, to: $to) { start ${FIGURES} } }`,
    call: () => asHeadOffice({ scope: BANK, from: addDays(TODAY, -51 * 7), to: TODAY }),
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
  ...CAPABILITY_QUERIES,
];

/**
 * Every command but `logContact`, which has a row of old. Each changes the bank: those that need what others leave
 * alone come first.
 */
export const COMMAND_ROWS: readonly CallRow[] = [
  {
    name: 'releaseParked',
    what: 'release of parked events where none is',
    field: 'Mutation.releaseParkedInVisitLogging',
    operation:
      'mutation ($input: ReleaseParkedInput!) { releaseParkedInVisitLogging(input: $input) { released errors { code } position } }',
    call: () => asAdmin({ input: { commandId: commandId() } }),
  },
  {
    name: 'recordConsent',
    what: 'recordConsent',
    field: 'Mutation.recordConsent',
    operation: `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      const decision = n % 2 === 0 ? 'GRANTED' : 'WITHDRAWN';
      return {
        staffId,
        variables: { input: { commandId: commandId(), clientId, channel: 'SMS', purpose: 'MARKETING', decision } },
      };
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
      return {
        staffId,
        variables: { input: { commandId: commandId(), planItemId, to: addDays(TODAY, 8), reason: '客户出差' } },
      };
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
        variables: {
          input: { commandId: commandId(), id: `B${randomUUID()}`, name: '测试客户', tier: 'GOLD', consents },
        },
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
      // To the next manager, no matter who keeps the client now.
      const rmId = nth(cast.allRms, cast.allRms.indexOf(staffId) + 1 + Math.floor(n / cast.allRms.length));
      return {
        staffId: 'A0001',
        variables: {
          input: {
            commandId: commandId(),
            clientId,
            rmId: rmId === staffId ? nth(cast.allRms, n + 1) : rmId,
            from: TOMORROW,
          },
        },
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
  ...CAPABILITY_COMMANDS,
];

/**
 * What has no row of its own; docs/performance.md says why. Each service answers alike how it does, and visit-logging
 * is measured for all. An event that may be skipped is one that went wrong, and the bank of the bench has none.
 */
export const UNMEASURED: readonly string[] = CONTEXTS.flatMap((service) => {
  const { query, release, skip } = stateFields(service);
  return [...(service === 'visit-logging' ? [] : [`Query.${query}`, `Mutation.${release}`]), `Mutation.${skip}`];
});

/** Rows with programs of their own, and what of the surface each measures. */
export const OTHER_ROWS = {
  'at-rest': undefined,
  append: undefined,
  deadlines: undefined,
  plans: undefined,
  'import-units': 'import.units',
  'import-staff': 'import.staff',
  'import-calendar': 'import.calendar',
  'import-clients': 'import.clients',
  'import-contacts': 'import.contacts',
  'import-holdings': 'import.holdings',
  'import-targets': 'import.targets',
  kpi: 'Query.kpi',
  'kpi-history': 'Query.kpi',
  'myDay-cold': 'Query.myDay',
  myDay: 'Query.myDay',
  logContact: 'Mutation.logContact',
  visible: undefined,
  'visible-500': undefined,
  // Its plan has a row of its own as well.
  'visit-commands': ['Mutation.startVisit', 'Mutation.endVisit', 'Mutation.reviewVisit'],
  rebuild: undefined,
  'visible-kafka': undefined,
  'visible-kafka-500': undefined,
  'import-clients-many': 'import.clients',
  'memory-after-import': undefined,
  'search-many': 'Query.searchClients',
  'search-many-head': 'Query.searchClients',
  'console-routes': undefined,
  'console-cold': undefined,
  'console-memory': undefined,
} as const;
export type OtherRow = keyof typeof OTHER_ROWS;

/** What `--bank large` measures, at the port of the service. */
export const LARGE_ROWS = ['kpi-ten', 'kpiTable', 'kpiSeries'] as const;
export type LargeRow = (typeof LARGE_ROWS)[number];

/** These take a bank of many clients, and are measured where `--rows` names them. */
export const MANY_CLIENTS_ROWS = [
  'import-clients-many',
  'memory-after-import',
  'search-many',
  'search-many-head',
] as const satisfies readonly OtherRow[];
export type ManyClientsRow = (typeof MANY_CLIENTS_ROWS)[number];

export const ROW_NAMES: readonly string[] = [
  ...Object.keys(OTHER_ROWS),
  ...[...QUERY_ROWS, ...COMMAND_ROWS].map(({ name }) => name),
];

const namedAlone = new Set<string>(MANY_CLIENTS_ROWS);
/** What a whole run measures. */
export const WHOLE_RUN: readonly string[] = ROW_NAMES.filter((name) => !namedAlone.has(name));

/** The names that a text gives; throws for one that is not there. Without a text, a whole run. */
function namesOf(text: string | undefined, there: readonly string[], whole: readonly string[]): readonly string[] {
  const asked = text === undefined ? whole : text.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !there.includes(name));
  if (unknown.length > 0) throw new Error(`no row is called ${unknown.join(', ')}. There are: ${there.join(', ')}.`);
  return asked;
}

/** The rows that `--rows` names of those of `--bank large`; all three without it. */
export function largeRowsAsked(text: string | undefined): ReadonlySet<string> {
  return new Set(namesOf(text, LARGE_ROWS, LARGE_ROWS));
}

/** The rows that `--rows` names; without it, those of a whole run. Throws for a name that is none. */
export function rowsAsked(text: string | undefined): ReadonlySet<string> {
  const asked = namesOf(text, ROW_NAMES, WHOLE_RUN);
  // What others are compared with is measured along with them.
  const compared = [...QUERY_ROWS, ...COMMAND_ROWS]
    .filter(({ name }) => asked.includes(name))
    .map(({ aim }) => (aim && isShare(aim) ? aim.of : 'units'));
  return new Set([...asked, ...compared]);
}
