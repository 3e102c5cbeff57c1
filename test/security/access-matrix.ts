import type { Service } from './doors.js';
import type { SECRETS } from './bank.js';

/**
 * Who may see and do what, written down. A row a query, mutation, subscription, entity, import and field that takes arguments; a line in it for
 * each kind of thing that may be asked for; a word in the line for each caller, in the order of `CALLERS`:
 * `data` all of it · `masked` without what only some may see · `nothing` null or an empty list, as for a thing that is not there · a code.
 * The suite walks the composed schema: what has no row fails by its name.
 */
export const CALLERS = ['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN', 'ACCOUNT', 'NOBODY'] as const;
/** RM R1, head HE1 of the unit E1, O1, X1 of the branch E, A1 of the staff file; a service account of the branch E; and no token. */
export type Caller = (typeof CALLERS)[number];

/** `own`: R1's, in the unit E1. `foreign`: R3's, in the unit W1. `unknown`: nobody's. `any`: where there is nothing to name. */
export type Thing = 'own' | 'foreign' | 'unknown' | 'any';

/** Things that a call uses up, so that each gets another. */
export interface Take {
  /** An open item of the plan of R1 (own) or R3 (foreign). */
  item(thing: Thing): string;
  /** The same, not used up. */
  itemSeen(thing: Thing): string;
  /** A client of R1 who stands open nowhere. */
  client(): string;
  /** A placement that awaits a second word (own), or one that places A1 itself (foreign). */
  proposal(thing: Thing): string;
  /** Another number each time. */
  next(): number;
}

/** A word for each caller, by what is asked for. */
export type Answers = ReadonlyMap<Thing, Readonly<Record<Caller, string>>>;

export interface Row {
  /** As `Query.client`, `Entity.Client`, `Client.phone`. */
  readonly name: string;
  readonly service: Service;
  readonly query: string;
  readonly variables: (thing: Thing, take: Take) => Record<string, unknown>;
  /** What only some may see of the thing; left out where there is nothing to mask. */
  readonly secret?: keyof typeof SECRETS;
  /** Asks for fields of several services: the gateway alone can answer. */
  readonly joined?: true;
  readonly answers: Answers;
}

const CLIENT = { own: 'C101', foreign: 'C301', unknown: 'C999', any: 'C101' } as const;
const UNIT = { own: 'E1', foreign: 'W1', unknown: 'NOWHERE', any: 'E1' } as const;
const PARENT = { own: 'E', foreign: 'W', unknown: 'NOWHERE', any: 'E' } as const;
const STAFF = { own: 'R1', foreign: 'R3', unknown: 'NOBODY', any: 'R1' } as const;
const CONTACT = { own: 'K1', foreign: 'K3', unknown: 'K9', any: 'K1' } as const;

const PERIOD = { grain: 'MONTH', start: '2026-02-01' };
const WHEN = { startedAt: '2026-03-02T08:30:00+08:00', endedAt: '2026-03-02T08:40:00+08:00' };
const commandId = (take: Take) => `matrix-${take.next()}`;
const input = (fields: (thing: Thing, take: Take) => Record<string, unknown>) => (thing: Thing, take: Take) => ({
  input: { commandId: commandId(take), ...fields(thing, take) },
});

const entity = (type: string, fields: string) => ({
  query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`,
});
const reference = (type: string, ids: Readonly<Record<Thing, string>>) => (thing: Thing) => ({ r: [{ __typename: type, id: ids[thing] }] });

/** The lines of a row: what is asked for, then a word for each caller. */
function lines(text: string): Answers {
  const written = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [Thing, ...string[]]);
  return new Map(
    written.map(([thing, ...words]) => {
      if (words.length !== CALLERS.length) throw new Error(`${words.length} words for ${CALLERS.length} callers: ${words.join(' ')}`);
      return [thing, Object.fromEntries(CALLERS.map((caller, i) => [caller, words[i]!])) as Record<Caller, string>];
    }),
  );
}

//            RM                  UNIT_HEAD           HEAD_OFFICE         INTEGRATION         ADMIN               ACCOUNT             NOBODY
export const QUERIES: readonly Row[] = [
  {
    name: 'Query.me',
    service: 'organisation',
    query: '{ me { id name } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                STAFF_UNKNOWN       TOKEN_MISSING
    `),
  },
  {
    name: 'Query.unit',
    service: 'organisation',
    query: 'query ($id: ID!) { unit(id: $id) { id name } }',
    variables: (thing) => ({ id: UNIT[thing] }),
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             data                nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.units',
    service: 'organisation',
    query: 'query ($parentId: ID) { units(parentId: $parentId) { edges { node { id } } } }',
    variables: (thing) => ({ parentId: PARENT[thing] }),
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             data                nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.staff',
    service: 'organisation',
    query: 'query ($unitId: ID!) { staff(unitId: $unitId) { edges { node { id name } } } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'colleague',
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        data                OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        UNIT_UNKNOWN        OUT_OF_SCOPE        UNIT_UNKNOWN        OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.placementsAwaiting',
    service: 'organisation',
    query: '{ placementsAwaiting { edges { node { id name } } } }',
    variables: () => ({}),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.client',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id name interests phone birthday { day } } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.phone',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { phone(reveal: true) } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'phone',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             NOT_ALLOWED         nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.consentValid',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { consentValid(channel: PHONE, purpose: SERVICE) } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.contacts',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { contacts(first: 5) { edges { node { id notes } } } } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'notes',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.clients',
    service: 'client-registry',
    query: 'query ($rmId: ID) { clients(filter: {rmId: $rmId}) { edges { node { id name phone } } } }',
    variables: (thing) => ({ rmId: STAFF[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.clients of a unit',
    service: 'client-registry',
    query: 'query ($unitId: ID) { clients(filter: {unitId: $unitId}) { edges { node { id name phone } } } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.myDay',
    service: 'contact-scheduling',
    query: '{ myDay { date items { id } } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.contacts',
    service: 'visit-logging',
    query: 'query ($clientId: ID) { contacts(filter: {clientId: $clientId, to: "2026-02-28"}) { edges { node { id notes } } } }',
    variables: (thing) => ({ clientId: CLIENT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.contacts of a unit',
    service: 'visit-logging',
    query: 'query ($unitId: ID) { contacts(filter: {unitId: $unitId, to: "2026-02-28"}) { edges { node { id notes } } } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpi of a unit',
    service: 'performance-kpis',
    query: 'query ($unitId: ID, $period: PeriodInput!) { kpi(scope: {unitId: $unitId}, period: $period) { values { value } } }',
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpi of a member of staff',
    service: 'performance-kpis',
    query: 'query ($staffId: ID, $period: PeriodInput!) { kpi(scope: {staffId: $staffId}, period: $period) { values { value } } }',
    variables: (thing) => ({ staffId: STAFF[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_STAFF_UNKNOWN OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'KpiResult.restatements',
    service: 'performance-kpis',
    query:
      'query ($unitId: ID, $period: PeriodInput!) { kpi(scope: {unitId: $unitId}, period: $period) { restatements { edges { cursor } } } }',
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiTable',
    service: 'performance-kpis',
    query: 'query ($unitId: ID!, $period: PeriodInput!) { kpiTable(unitId: $unitId, period: $period) { edges { node { rank } } } }',
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiContacts',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpiContacts(scope: {unitId: $unitId}, period: $period, metric: CONTACTS) { edges { node { id } } }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
];

//            RM                  UNIT_HEAD           HEAD_OFFICE         INTEGRATION         ADMIN               ACCOUNT             NOBODY
export const MUTATIONS: readonly Row[] = [
  {
    name: 'Mutation.approvePlacement',
    service: 'organisation',
    query: 'mutation ($input: ApprovePlacementInput!) { approvePlacement(input: $input) { placement { id } errors { code field } } }',
    variables: input((thing, take) => ({ id: take.proposal(thing) })),
    answers: lines(`
      own     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         OWN_PLACEMENT       NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         PLACEMENT_UNKNOWN   NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.approvePlacements',
    service: 'organisation',
    query: 'mutation ($input: ApprovePlacementsInput!) { approvePlacements(input: $input) { placements { id } errors { code field } } }',
    variables: input((thing, take) => ({ ids: [take.proposal(thing)] })),
    answers: lines(`
      own     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         OWN_PLACEMENT       NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         PLACEMENT_UNKNOWN   NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.declinePlacement',
    service: 'organisation',
    query: 'mutation ($input: DeclinePlacementInput!) { declinePlacement(input: $input) { placement { id } errors { code field } } }',
    variables: input((thing, take) => ({ id: take.proposal(thing) })),
    answers: lines(`
      own     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         PLACEMENT_UNKNOWN   NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // Whoever registers a client has just told the bank all of this.
    name: 'Mutation.registerClient',
    service: 'client-registry',
    query: 'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing, take) => ({ id: `M${take.next()}`, name: '欧阳晓明', tier: 'GOLD', rmId: STAFF[thing] })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign RM_OUT_OF_SCOPE     RM_OUT_OF_SCOPE     NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown RM_UNKNOWN          RM_UNKNOWN          NOT_ALLOWED         NOT_ALLOWED         RM_UNKNOWN          NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.changeClientProfile',
    service: 'client-registry',
    query:
      'mutation ($input: ChangeClientProfileInput!) { changeClientProfile(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing, take) => ({ clientId: CLIENT[thing], interests: [`钓鱼${take.next()}`] })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.changeClientProfile with nothing to change',
    service: 'client-registry',
    query:
      'mutation ($input: ChangeClientProfileInput!) { changeClientProfile(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing] })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.recordConsent',
    service: 'client-registry',
    query: 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing, take) => ({
      clientId: CLIENT[thing],
      ...{ channel: 'EMAIL', purpose: 'MARKETING', decision: 'GRANTED', wordingVersion: `v${take.next()}` },
    })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // To whom it is assigned already: nothing changes.
    name: 'Mutation.assignClient',
    service: 'client-registry',
    query: 'mutation ($input: AssignClientInput!) { assignClient(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], rmId: thing === 'foreign' ? 'R3' : 'R1' })),
    secret: 'name',
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.deferPlanItem',
    service: 'contact-scheduling',
    query: 'mutation ($input: DeferPlanItemInput!) { deferPlanItem(input: $input) { planItem { id } errors { code field } } }',
    variables: input((thing, take) => ({ planItemId: take.item(thing), to: '2026-03-10', reason: '出差' })),
    answers: lines(`
      own     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign PLAN_ITEM_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown PLAN_ITEM_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.skipPlanItem',
    service: 'contact-scheduling',
    query: 'mutation ($input: SkipPlanItemInput!) { skipPlanItem(input: $input) { planItem { id } errors { code field } } }',
    variables: input((thing, take) => ({ planItemId: take.item(thing), reason: '出差' })),
    answers: lines(`
      own     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign PLAN_ITEM_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown PLAN_ITEM_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // A client stands open once.
    name: 'Mutation.addPlanItem',
    service: 'contact-scheduling',
    query: 'mutation ($input: AddPlanItemInput!) { addPlanItem(input: $input) { planItem { id } errors { code field } } }',
    variables: input((thing, take) => ({ clientId: thing === 'own' ? take.client() : CLIENT[thing], date: '2026-03-20', reason: '来电' })),
    answers: lines(`
      own     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_NOT_KEPT     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_NOT_KEPT     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.logContact',
    service: 'visit-logging',
    query: 'mutation ($input: LogContactInput!) { logContact(input: $input) { contact { id notes } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], channel: 'PHONE', outcome: 'ENGAGED', notes: '谈到了继承', ...WHEN })),
    secret: 'notes',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
];

/**
 * What services ask each other by id, through the gateway alone: whoever names a thing was let to see what names it, and gets of the rest a
 * masked stand-in. Callers themselves are refused.
 */
//            RM                  UNIT_HEAD           HEAD_OFFICE         INTEGRATION         ADMIN               ACCOUNT             NOBODY
export const ENTITIES: readonly Row[] = [
  {
    name: 'Entity.Staff',
    service: 'organisation',
    ...entity('Staff', 'id name'),
    variables: reference('Staff', STAFF),
    secret: 'colleague',
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign data                data                data                masked              data                masked              TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.Unit',
    service: 'organisation',
    ...entity('Unit', 'id name'),
    variables: reference('Unit', UNIT),
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign data                data                data                data                data                data                TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.Client',
    service: 'client-registry',
    ...entity('Client', 'id name phone tier'),
    variables: reference('Client', CLIENT),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              masked              masked              TOKEN_MISSING
      foreign masked              masked              masked              masked              masked              masked              TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.Client of visit-logging',
    service: 'visit-logging',
    ...entity('Client', 'id contacts(first: 1) { edges { node { id notes } } }'),
    variables: reference('Client', CLIENT),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              masked              masked              TOKEN_MISSING
      foreign masked              masked              masked              masked              masked              masked              TOKEN_MISSING
      unknown masked              masked              masked              masked              masked              masked              TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.Contact',
    service: 'visit-logging',
    ...entity('Contact', 'id notes'),
    variables: reference('Contact', CONTACT),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              nothing             masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             nothing             nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.PlanItem',
    service: 'contact-scheduling',
    ...entity('PlanItem', 'id status'),
    variables: (thing, take) => ({ r: [{ __typename: 'PlanItem', id: take.itemSeen(thing) }] }),
    answers: lines(`
      own     data                data                nothing             nothing             nothing             nothing             TOKEN_MISSING
      foreign nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
];

export interface SubscriptionRow extends Omit<Row, 'variables' | 'secret' | 'joined'> {
  readonly variables: (thing: Thing) => Record<string, unknown>;
}

/** `data`: told of R1's next contact. `nothing`: let in, and told of nothing. */
//            RM                  UNIT_HEAD           HEAD_OFFICE         INTEGRATION         ADMIN               ACCOUNT             NOBODY
export const SUBSCRIPTIONS: readonly SubscriptionRow[] = [
  {
    name: 'Subscription.contactLogged',
    service: 'visit-logging',
    query: 'subscription ($unitId: ID!) { contactLogged(unitId: $unitId) { id } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Subscription.myDayChanged',
    service: 'contact-scheduling',
    query: 'subscription { myDayChanged { date } }',
    variables: () => ({}),
    answers: lines(`
      any     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
];

export interface ImportRow {
  /** As `Import.units`. */
  readonly name: string;
  readonly service: Service;
  readonly file: string;
  /** `data`: the row was looked at and taken or found unchanged; else the code of the refusal, of the file or of its row. */
  readonly answers: Answers;
}

//            RM                  UNIT_HEAD           HEAD_OFFICE         INTEGRATION         ADMIN               ACCOUNT             NOBODY
export const IMPORTS: readonly ImportRow[] = [
  {
    name: 'Import.units',
    service: 'organisation',
    file: 'unit_id,parent_id,kind,name\nE1,E,SUB_BRANCH,东一支行\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
    `),
  },
  {
    name: 'Import.staff',
    service: 'organisation',
    file: 'staff_id,name,role,unit_id\nR1,王芳,RM,E1\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
    `),
  },
  {
    name: 'Import.staff of the administrator who sends it',
    service: 'organisation',
    file: 'staff_id,name,role,unit_id,valid_from\nA1,管理,RM,E1,2026-02-01\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          OWN_PLACEMENT       ADMIN_ONLY          TOKEN_MISSING
    `),
  },
  {
    name: 'Import.clients',
    service: 'client-registry',
    file: 'client_id,name\nC201,欧阳晓明\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
    `),
  },
  {
    name: 'Import.contacts',
    service: 'visit-logging',
    file: 'contact_id,client_id,staff_id,channel,started_at,ended_at,outcome\nK7,C201,R2,SMS,2026-02-10T10:00:00+08:00,2026-02-10T10:10:00+08:00,ENGAGED\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
    `),
  },
];
