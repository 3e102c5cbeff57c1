import { encodeChoice } from '@hengxin/contracts';
import { stateFields } from '@hengxin/scalars';
import { type Service, SERVICES } from './doors.js';
import type { SECRETS } from './bank.js';

/**
 * Who may see and do what, written down. There is a row for each query, mutation, subscription, entity and import. A
 * field that takes arguments, or that is hidden from some who see the object, has one as well. A row has a line for
 * each kind of thing that may be asked for, or says in `lacks` why not. A line has a word for each caller, in the order
 * of `CALLERS`: `data` all of it · `masked` without what only some may see · `nothing` null or an empty list, as for a
 * thing that is not there · a code. Every other field stands in `PLAIN`, under the row whose question asks for it and
 * whose words hold for it as well. The suite walks the composed schema: what has neither fails by its name. What is
 * fetched and sent beside GraphQL stands in `access-routes.ts`.
 */
export const CALLERS = ['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN', 'ACCOUNT', 'NOBODY'] as const;
/**
 * RM R1, head HE1 of the unit E1, O1, X1 of the branch E, A1 of the staff file; a service account of the branch E; and
 * no token.
 */
export type Caller = (typeof CALLERS)[number];

/**
 * `own`: R1's, in the unit E1. `foreign`: R3's, in the unit W1. `unknown`: nobody's. `any`: where there is nothing to
 * name.
 */
export type Thing = 'own' | 'foreign' | 'unknown' | 'any';

/** Things that a call uses up, so that each gets another. */
export interface Take {
  /** An open item of the plan of R1 (own) or R3 (foreign). */
  item(thing: Thing): string;
  /** The same, not used up. */
  itemSeen(thing: Thing): string;
  /** A client of R1 who stands open nowhere. */
  client(): string;
  /** A client of R1 who was not greeted on the festival. */
  ungreeted(): string;
  /** A placement that awaits a second word (own), or one that places A1 itself (foreign). */
  proposal(thing: Thing): string;
  /** Another one that places A1 itself. */
  placingSelf(): string;
  /** A planned visit of R1 (own) or R3 (foreign). It is not used up. */
  visit(thing: Thing): string;
  /** A gift of R1 (own) or R3 (foreign) that its client has collected. */
  gift(thing: Thing): string;
  /** A request for help of R1 (own) or R3 (foreign) that was withdrawn. */
  help(thing: Thing): string;
  /** A complaint heard by R1 (own) or R3 (foreign) that was closed. */
  complaint(thing: Thing): string;
  /** A visit of R1 that was called off. */
  calledOff(thing: Thing): string;
  /** A segment of R1 (own) or R3 (foreign). It is not used up. */
  segment(thing: Thing): string;
  /** A segment of R1 that nothing else asks for. It may be retired again and again. */
  retirable(): string;
  /** A group of R1 (own) or R3 (foreign). It is not used up. */
  group(thing: Thing): string;
  /** A leave of R1 that was cancelled (own), or one of R3 that stands (foreign). */
  leave(thing: Thing): string;
  /** A coaching notice of E1 that was replied to (own), or one of W1 that was not (foreign). */
  notice(thing: Thing): string;
  /** The path of a link to an attachment, made for R1 (own) or R3 (foreign). It is not used up. */
  link(thing: Thing): string;
  /** The path by which a client of R1 (own) or R3 (foreign) rates a visit. The same words may be said again. */
  ratingLink(thing: Thing): string;
  /** A run of the import of units (own). */
  run(thing: Thing): string;
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
  /** Why a row about a named thing has no line for one of its kinds. */
  readonly lacks?: Readonly<Partial<Record<Thing, string>>>;
  readonly answers: Answers;
}

const CLIENT = { own: 'C101', foreign: 'C301', unknown: 'C999', any: 'C101' } as const;
export const UNIT = { own: 'E1', foreign: 'W1', unknown: 'NOWHERE', any: 'E1' } as const;
const PARENT = { own: 'E', foreign: 'W', unknown: 'NOWHERE', any: 'E' } as const;
const STAFF = { own: 'R1', foreign: 'R3', unknown: 'NOBODY', any: 'R1' } as const;
const CONTACT = { own: 'K1', foreign: 'K3', unknown: 'K9', any: 'K1' } as const;
/** All whom R2 keeps (own), and R4 (foreign): no row gives them another client. */
const preview = (rmId: string, clientId: string) => encodeChoice(rmId, [clientId], new Set([clientId]));
const PREVIEW = {
  own: preview('R2', 'C201'),
  foreign: preview('R4', 'C401'),
  unknown: preview('NOBODY', 'C999'),
  any: preview('R2', 'C201'),
} as const;

export const PERIOD = { grain: 'MONTH', start: '2026-02-01' };
const BEGUN = { startedAt: '2026-03-02T08:30:00+08:00' };
const WHEN = { startedAt: '2026-03-02T08:30:00+08:00', endedAt: '2026-03-02T08:40:00+08:00' };
const commandId = (take: Take) => `matrix-${take.next()}`;
const input = (fields: (thing: Thing, take: Take) => Record<string, unknown>) => (thing: Thing, take: Take) => ({
  input: { commandId: commandId(take), ...fields(thing, take) },
});

const entity = (type: string, fields: string) => ({
  query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`,
});
const reference = (type: string, ids: Readonly<Record<Thing, string>>) => (thing: Thing) => ({
  r: [{ __typename: type, id: ids[thing] }],
});

/** The lines of a row: what is asked for, then a word for each caller. */
export function lines(text: string): Answers {
  const written = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [Thing, ...string[]]);
  return new Map(
    written.map(([thing, ...words]) => {
      if (words.length !== CALLERS.length)
        throw new Error(`${words.length} words for ${CALLERS.length} callers: ${words.join(' ')}`);
      return [thing, Object.fromEntries(CALLERS.map((caller, i) => [caller, words[i]!])) as Record<Caller, string>];
    }),
  );
}

/** What those who run the platform ask of each service. There are no `foreign` and no `unknown` things here. */
const PARKED_NODE = 'consumer topic key type eventId code reason released parkedAt';
const STATE_QUERIES = SERVICES.map((service): Row => ({
  name: `Query.${stateFields(service).query}`,
  service,
  query: `{ ${stateFields(service).query} { name consumers { name lagSeconds parked } } }`,
  variables: () => ({}),
  answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
}));
const STATE_MUTATIONS = SERVICES.flatMap((service): Row[] => {
  const { release, skip } = stateFields(service);
  return [
    {
      name: `Mutation.${release}`,
      service,
      query: `mutation ($input: ReleaseParkedInput!) { ${release}(input: $input) { released errors { code field message } position } }`,
      variables: input(() => ({})),
      answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      `),
    },
    {
      name: `Mutation.${skip}`,
      service,
      query: `mutation ($input: SkipParkedInput!) { ${skip}(input: $input) { skipped released errors { code field message } position } }`,
      variables: input(() => ({ eventId: 'no-such-event', because: 'logged twice' })),
      lacks: {
        own: 'an event is parked by a fault alone; the specs of the kit skip one',
        foreign: 'an administrator acts for the whole bank',
      },
      answers: lines(`
      unknown NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         EVENT_NOT_PARKED    NOT_ALLOWED         TOKEN_MISSING
      `),
    },
  ];
});

//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
/** In the bank of the matrix everybody has balances, and nobody an occasion that has lapsed. */
const ofOwn = (metric: string): string => (metric === 'PROMPTS_SERVED' ? 'nothing' : 'data');

export const QUERIES: readonly Row[] = [
  ...STATE_QUERIES,
  {
    name: 'ServiceState.parkedEvents',
    service: 'visit-logging',
    query: `query ($consumer: String) { visitLoggingState {
      parkedEvents(consumer: $consumer) { edges { cursor node { ${PARKED_NODE} } } pageInfo { hasNextPage endCursor } } } }`,
    variables: () => ({ consumer: null }),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.me',
    service: 'organisation',
    query: `{ me { id name } }`,
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                STAFF_UNKNOWN       TOKEN_MISSING
    `),
  },
  {
    name: 'Query.now',
    service: 'organisation',
    query: '{ now { instant businessDate timeZone } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'Query.holdingsKeptAside',
    service: 'client-insight',
    query: `{ holdingsKeptAside {
      edges { cursor node { clientId rows firstDay lastDay } } pageInfo { hasNextPage endCursor }
    } }`,
    variables: () => ({}),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.unit',
    service: 'organisation',
    query: `query ($id: ID!) { unit(id: $id) { id name kind parent { id } } }`,
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
    query: `query ($parentId: ID) { units(parentId: $parentId) { edges { cursor node { id } } pageInfo { hasNextPage } } }`,
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
    query: `query ($unitId: ID!) {
      staff(unitId: $unitId) { edges { cursor node { id name role unit { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'colleague',
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        data                OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        UNIT_UNKNOWN        OUT_OF_SCOPE        UNIT_UNKNOWN        OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Staff.name',
    service: 'organisation',
    query: 'query ($unitId: ID!) { staff(unitId: $unitId) { edges { node { name } } } }',
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
    query: `{
      placementsAwaiting {
        edges { cursor node { id staffId name role unit { id } validFrom validTo proposedBy proposer { id } } }
        pageInfo { hasNextPage }
      }
    }`,
    variables: () => ({}),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.client',
    service: 'client-registry',
    query: `query ($id: ID!) {
      client(id: $id) {
        id name tier rm { id } interests phone preferredChannel contactsAYear lastContactAt birthday { calendar month day year }
        consents { channel purpose decision decidedAt expiresOn wordingVersion valid }
        kind taboos preferences tradingHabits doNotContact parts { part } circle { id }
      }
    }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.name',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id name } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.interests',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id interests } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'interest',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.birthday',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id birthday { calendar month day year } } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'birthYear',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.dates',
    service: 'client-registry',
    query: `query ($id: ID!) { client(id: $id) {
      id
      dates { id label calendar month day year }
      circle { id relation client { id } outsiderName note }
      parts { part refreshedAt refreshedBy { id } fresh }
    } }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.phone as it is by default',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { phone } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'phone',
    answers: lines(`
      own     masked              masked              masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
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
    name: 'Client.consentHistory',
    service: 'client-registry',
    query: `query ($id: ID!) { client(id: $id) { consentHistory {
      channel purpose decision decidedAt expiresOn wordingVersion receiptId
    } } }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.keepers',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { keepers { rm { id } from to } } }',
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
    name: 'Client.holdings',
    service: 'client-registry',
    query: `query ($id: ID!) { client(id: $id) { id holdings {
      id productCode productName kind balance asOf openedOn maturesOn closedOn
    } } }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'product',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.deposits',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id deposits } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'deposits',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.loans',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id loans } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'loans',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.balances',
    service: 'client-registry',
    query: `query ($id: ID!) {
      client(id: $id) { id balances(from: "2026-02-10", to: "2026-02-11") { date deposits loans } }
    }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'deposits',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.reach',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id reach { channel fromHour toHour answered tried text } } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'reached',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.prompts',
    service: 'client-registry',
    query: `query ($id: ID!) {
      client(id: $id) { prompts { kind label from lapsesOn date text servedBy { id } facts { name value } } }
    }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    joined: true,
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.topics',
    service: 'client-registry',
    query: `query ($id: ID!) {
      client(id: $id) { id topics { topic because lastUsedOn lastReaction playbooks { id version } } }
    }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    secret: 'interest',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Client.nextDueOn',
    service: 'client-registry',
    query: 'query ($id: ID!) { client(id: $id) { id nextDueOn } }',
    variables: (thing) => ({ id: CLIENT[thing] }),
    joined: true,
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.clients',
    service: 'client-registry',
    query: `query ($rmId: ID) {
      clients(filter: {rmId: $rmId}) { edges { cursor node { id name phone } } pageInfo { hasNextPage } }
    }`,
    variables: (thing) => ({ rmId: STAFF[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.searchClients',
    service: 'client-registry',
    query: `query ($text: String!) {
      searchClients(text: $text) { edges { cursor node { id name phone } } pageInfo { hasNextPage } }
    }`,
    variables: (thing) => ({ text: CLIENT[thing] }),
    secret: 'name',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.handoverPreview',
    service: 'client-registry',
    query: `query ($fromRmId: ID!) {
      handoverPreview(fromRmId: $fromRmId, toRmId: "R1") { id clients toPortfolio refusals { code } }
    }`,
    variables: (thing) => ({ fromRmId: STAFF[thing] }),
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'HandoverPreview.openItems',
    service: 'client-registry',
    query: 'query ($fromRmId: ID!) { handoverPreview(fromRmId: $fromRmId, toRmId: "R1") { openItems } }',
    variables: (thing) => ({ fromRmId: STAFF[thing] }),
    joined: true,
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'HandoverPreview.promises',
    service: 'client-registry',
    query: 'query ($fromRmId: ID!) { handoverPreview(fromRmId: $fromRmId, toRmId: "R1") { promises } }',
    variables: (thing) => ({ fromRmId: STAFF[thing] }),
    joined: true,
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'HandoverPreview.helpRequests',
    service: 'client-registry',
    query: 'query ($fromRmId: ID!) { handoverPreview(fromRmId: $fromRmId, toRmId: "R1") { helpRequests } }',
    variables: (thing) => ({ fromRmId: STAFF[thing] }),
    joined: true,
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'HandoverPreview.plannedVisits',
    service: 'client-registry',
    query: 'query ($fromRmId: ID!) { handoverPreview(fromRmId: $fromRmId, toRmId: "R1") { plannedVisits } }',
    variables: (thing) => ({ fromRmId: STAFF[thing] }),
    joined: true,
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
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
    query: `{
      myDay {
        staff { id } date state dayKind capacity provisional nextWorkingDay leave { id } shortfall { shortfall } coverFor { id }
        items {
          id date client { id } channel status dueSince prompts { kind } coverFor { id }
          suggestedHours { fromHour toHour answered tried text }
          reason { code text lastContactOn daysSinceContact intervalDays promisedOn nextTryOn }
        }
      }
    }`,
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.leaves',
    service: 'contact-scheduling',
    query: `query ($staffId: ID) {
      leaves(staffId: $staffId, from: "2026-01-01", to: "2040-12-31") {
        id staff { id } from to portion cover { id } cancelled
      }
    }`,
    variables: (thing) => ({ staffId: STAFF[thing] }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Leave.items',
    service: 'contact-scheduling',
    query: `query ($staffId: ID) {
      leaves(staffId: $staffId, from: "2026-01-01", to: "2040-12-31") {
        items(first: 5) { edges { node { id client { id } status } } pageInfo { hasNextPage } }
      }
    }`,
    variables: (thing) => ({ staffId: STAFF[thing] }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.feasibility',
    service: 'contact-scheduling',
    query: `query ($staffId: ID) {
      feasibility(staffId: $staffId) {
        year capacityLeft owed shortfall text provisional fixes { kind clients contactsAYear text }
      }
    }`,
    variables: (thing) => ({ staffId: STAFF[thing] }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.playbooks',
    service: 'contact-scheduling',
    query: `{ playbooks(first: 5) {
      edges { cursor node { id version title text topics productCodes } } pageInfo { hasNextPage } } }`,
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.savePlaybook',
    service: 'contact-scheduling',
    query: `mutation ($input: SavePlaybookInput!) {
      savePlaybook(input: $input) { playbook { id } errors { code field message } position }
    }`,
    variables: input((_, take) => ({ title: `开场${take.next()}`, text: '先问近况。' })),
    answers: lines(`
      any     NOT_ALLOWED         data                data                NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'PlanItem.topics',
    service: 'contact-scheduling',
    query: '{ myDay { items { id topics(first: 2) { topic } } } }',
    variables: () => ({}),
    secret: 'interest',
    answers: lines(`
      any     data                masked              masked              masked              masked              NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.segments',
    service: 'client-registry',
    query: `{ segments { id name filter count } }`,
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.segment',
    service: 'client-registry',
    query: `query ($id: ID!) { segment(id: $id) { id name filter count } }`,
    variables: (thing, take) => ({ id: take.segment(thing) }),
    answers: lines(`
      own     data                nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Segment.clients',
    service: 'client-registry',
    query: `query ($id: ID!) { segment(id: $id) { clients(first: 5) { edges { cursor node { id name } } pageInfo { hasNextPage } } } }`,
    variables: (thing, take) => ({ id: take.segment(thing) }),
    secret: 'name',
    answers: lines(`
      own     data                nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.clientCount',
    service: 'client-registry',
    query: `query ($filter: SegmentFilter!) { clientCount(filter: $filter) }`,
    variables: (thing) => ({ filter: { kind: 'PERSON', unitId: UNIT[thing] } }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.groups',
    service: 'client-registry',
    query: `{ groups { id name channel owner { id } memberCount } }`,
    variables: () => ({}),
    answers: lines(`
      any     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.group',
    service: 'client-registry',
    query: `query ($id: ID!) { group(id: $id) { id name channel owner { id } memberCount } }`,
    variables: (thing, take) => ({ id: take.group(thing) }),
    answers: lines(`
      own     data                nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'ClientGroup.members',
    service: 'client-registry',
    query: `query ($id: ID!) { group(id: $id) { members(first: 5) { edges { cursor node { id name } } pageInfo { hasNextPage } } } }`,
    variables: (thing, take) => ({ id: take.group(thing) }),
    secret: 'name',
    answers: lines(`
      own     data                nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'ClientGroup.left',
    service: 'client-registry',
    query: `query ($id: ID!) { group(id: $id) {
      left(first: 5) { edges { cursor node { client { id } leftAt because } } pageInfo { hasNextPage } } } }`,
    variables: (thing, take) => ({ id: take.group(thing) }),
    answers: lines(`
      own     data                nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'ClientGroup.posts',
    service: 'client-registry',
    query: `query ($id: ID!) { group(id: $id) {
      posts(first: 5) { edges { cursor node { id staff { id } text sentAt reached state failure } } pageInfo { hasNextPage } } } }`,
    variables: (thing, take) => ({ id: take.group(thing) }),
    answers: lines(`
      own     data                nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Client.groups',
    service: 'client-registry',
    query: `query ($id: ID!) { client(id: $id) { groups { id name } } }`,
    variables: (thing) => ({ id: CLIENT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.greetings',
    service: 'contact-scheduling',
    query: '{ greetings(from: "2026-03-03", to: "2026-03-03") { festival date opensOn provisional toGreet greeted } }',
    variables: () => ({}),
    answers: lines(`
      any     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'GreetingList.clients',
    service: 'contact-scheduling',
    query: `{ greetings(from: "2026-03-03", to: "2026-03-03") {
      clients(first: 5) { edges { cursor node { id } } pageInfo { hasNextPage } } } }`,
    variables: () => ({}),
    answers: lines(`
      any     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.week',
    service: 'contact-scheduling',
    query: '{ week { date dayKind capacity promises occasions expected provisional } }',
    variables: () => ({}),
    answers: lines(`
      any     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.overdue',
    service: 'contact-scheduling',
    query: '{ overdue(first: 5) { edges { cursor node { id } } pageInfo { hasNextPage } } }',
    variables: () => ({}),
    answers: lines(`
      any     nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.visit',
    service: 'visit-logging',
    query: `query ($id: ID!) { visit(id: $id) {
      id client { id } staff { id } unit { id } participants { id } plannedOn plannedAt place district state cancelReason
      goal { kind text target unit achieved facts { name value } } checklist { item done version } startedAt endedAt contact { id } gifts { id } helpRequests { id } rating { stars comment ratedAt }
      attachments { id name contentType bytes addedBy { id } addedAt url }
      preparation { score required ready frozenAt overrideReason parts { part refreshedAt refreshedBy { id } fresh } }
      findings { kind text productCode amount dueOn } credit { staff { id } percent } reviewDueAt reviewDueProvisional reviewOverdue
      review { result reasons lesson nextTopic nextOn reviewedAt onTime }
    } }`,
    variables: (thing, take) => ({ id: take.visit(thing) }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.visitDossier',
    service: 'visit-logging',
    query: `query ($id: ID!) { visitDossier(visitId: $id) {
      id visit { id goal { text } } client { id } parts { part fresh } lastVisits { id } lastContacts { id }
      openPromises avoid lastReview { result } suggestedGoals { kind text facts { name value } }
    } }`,
    variables: (thing, take) => ({ id: take.visit(thing) }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       masked              VISIT_UNKNOWN       NOT_ALLOWED         VISIT_UNKNOWN       TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         VISIT_UNKNOWN       TOKEN_MISSING
    `),
  },
  {
    name: 'VisitDossier.topics',
    service: 'visit-logging',
    query: 'query ($id: ID!) { visitDossier(visitId: $id) { id topics(first: 2) { topic } } }',
    variables: (thing, take) => ({ id: take.visit(thing) }),
    secret: 'interest',
    joined: true,
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       masked              VISIT_UNKNOWN       NOT_ALLOWED         VISIT_UNKNOWN       TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         VISIT_UNKNOWN       TOKEN_MISSING
    `),
  },
  {
    name: 'VisitGoal.text',
    service: 'visit-logging',
    query: 'query ($id: ID!) { visit(id: $id) { id goal { text } } }',
    variables: (thing, take) => ({ id: take.visit(thing) }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.visits',
    service: 'visit-logging',
    query: `query ($clientId: ID) {
      visits(filter: { clientId: $clientId }) { edges { cursor node { id goal { text } } } pageInfo { hasNextPage } } }`,
    variables: (thing) => ({ clientId: CLIENT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.reasons',
    service: 'visit-logging',
    query: `query ($unitId: ID!, $period: PeriodInput!) {
      reasons(unitId: $unitId, period: $period) { unit { id } staff { id } reason visits meanPreparation } }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     NOT_ALLOWED         nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      foreign NOT_ALLOWED         OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown NOT_ALLOWED         OUT_OF_SCOPE        OUT_OF_SCOPE        OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.visitChecklist',
    service: 'visit-logging',
    query: '{ visitChecklist { item text version } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'Query.giftItems',
    service: 'visit-logging',
    query: '{ giftItems { id name value } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'GiftItem.stock',
    service: 'visit-logging',
    query: 'query ($unitId: ID!) { giftItems { id stock(unitId: $unitId) } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        data                OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        data                OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.gifts',
    service: 'visit-logging',
    query: `query ($clientId: ID) { gifts(filter: { clientId: $clientId }) {
      edges { cursor node { id item { id } client { id } staff { id } reservedAt state visit { id } inPerson approvedBy { id } awaitingApproval } }
      pageInfo { hasNextPage } } }`,
    variables: (thing) => ({ clientId: CLIENT[thing] }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign nothing             nothing             data                nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Query.helpRequests',
    service: 'visit-logging',
    query: `query ($unitId: ID) { helpRequests(filter: { unitId: $unitId }) {
      edges { cursor node {
        id client { id } visit { id } asker { id } step addressee { id } unit { id } text state askedAt answerDueAt answerDueProvisional climbs overdue helper { id }
      } }
      pageInfo { hasNextPage } } }`,
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'HelpRequest.text',
    service: 'visit-logging',
    query: 'query ($unitId: ID) { helpRequests(filter: { unitId: $unitId }) { edges { node { id text } } } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.complaints',
    service: 'visit-logging',
    query: `query ($unitId: ID) { complaints(filter: { unitId: $unitId }) {
      edges { cursor node {
        id client { id } visit { id } heardBy { id } unit { id } addressee { id } text productCode state heardAt raisedAt answerDueAt
        answerDueProvisional overdue climbs answer answeredBy { id } answeredAt inTime closingWord closedBy { id } closedAt
      } }
      pageInfo { hasNextPage } } }`,
    variables: (thing) => ({ unitId: UNIT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        masked              OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.mastery',
    service: 'visit-logging',
    query: `query ($staffId: ID) { mastery(staffId: $staffId) {
      staff { id } minutes goalMinutes minutesLast90Days projectedOn streak longestStreak byKind { kind minutes } } }`,
    variables: (thing) => ({ staffId: STAFF[thing] }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.studyEntries',
    service: 'visit-logging',
    query: `query ($staffId: ID) { studyEntries(staffId: $staffId) {
      edges { cursor node { id topic source startedAt endedAt note } } pageInfo { hasNextPage } } }`,
    variables: (thing) => ({ staffId: STAFF[thing] }),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.contacts',
    service: 'visit-logging',
    query: `query ($clientId: ID) {
      contacts(filter: {clientId: $clientId, to: "2026-02-28"}) {
        edges {
          cursor
          node {
            id client { id } staff { id } unit { id } channel startedAt endedAt outcome effective late loggedAt notes followUpOn
          }
        }
        pageInfo { hasNextPage }
      }
    }`,
    variables: (thing) => ({ clientId: CLIENT[thing] }),
    secret: 'notes',
    answers: lines(`
      own     data                data                masked              masked              NOT_ALLOWED         masked              TOKEN_MISSING
      foreign nothing             nothing             masked              nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Contact.notes',
    service: 'visit-logging',
    query:
      'query ($clientId: ID) { contacts(filter: {clientId: $clientId, to: "2026-02-28"}) { edges { node { id notes } } } }',
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
    query:
      'query ($unitId: ID) { contacts(filter: {unitId: $unitId, to: "2026-02-28"}) { edges { node { id notes } } } }',
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
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpi(scope: {unitId: $unitId}, period: $period, compare: [PREVIOUS_PERIOD]) {
        unit { id } staff { id } period { grain start end } view asOf closed closedAt digest provisional position
        values { metric value numerator denominator }
        comparisons { against values { metric } }
      }
    }`,
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
    query:
      'query ($staffId: ID, $period: PeriodInput!) { kpi(scope: {staffId: $staffId}, period: $period) { values { value } } }',
    variables: (thing) => ({ staffId: STAFF[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_STAFF_UNKNOWN OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.metrics',
    service: 'performance-kpis',
    query: '{ metrics { code name description group kind unit direction rules grains } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.saveScorecard',
    service: 'performance-kpis',
    query: `mutation ($input: SaveScorecardInput!) {
      saveScorecard(input: $input) {
        scorecard { id name version groups { group weight items { metric weight level cap } } validFrom roles }
        errors { code field message }
        position
      }
    }`,
    variables: input((_, take) => ({
      name: `K${take.next()}`,
      groups: [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }],
      validFrom: '2026-01-01',
      roles: ['RM'],
    })),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.scorecards',
    service: 'performance-kpis',
    query: '{ scorecards { id name } }',
    variables: () => ({}),
    answers: lines(`
      any     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
    `),
  },
  {
    name: 'Query.score',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      score(scope: {unitId: $unitId}, period: $period) {
        scope { unit { id } }
        scorecard { id }
        score
        steps { group metric value target attainment capped weight points note }
        provisional
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.leaderboard',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      leaderboard(metric: CONTACTS, period: $period, unitId: $unitId) {
        edges { cursor node { rank staff { id } value peers } }
        pageInfo { hasNextPage }
        provisional
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiDistribution',
    service: 'performance-kpis',
    query: `query ($unitId: ID!, $period: PeriodInput!) {
      kpiDistribution(metric: CONTACTS, period: $period, unitId: $unitId) {
        staff withoutValue least lowerQuartile median upperQuartile most
        bars { from to staff }
        provisional
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     NOT_ALLOWED         data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign NOT_ALLOWED         OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown NOT_ALLOWED         OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.targets',
    service: 'performance-kpis',
    query: 'query ($unitId: ID) { targets(scope: {unitId: $unitId}, year: 2025) { month base } }',
    variables: (thing) => ({ unitId: UNIT[thing] }),
    answers: lines(`
      own     nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.attainments',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      attainments(scope: {unitId: $unitId}, period: $period) { metric value target level attainment childrenSum difference provisional }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     nothing             nothing             nothing             nothing             NOT_ALLOWED         nothing             TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        nothing             OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.setTargets',
    service: 'performance-kpis',
    query: `mutation ($input: SetTargetsInput!) {
      setTargets(input: $input) {
        targets { scope { unit { id } staff { id } } metric month base stretch challenge }
        errors { code field message }
        position
      }
    }`,
    variables: input((thing) => ({
      targets: [{ unitId: UNIT[thing], metric: 'CONTACTS', month: '2026-05-01', base: 100 }],
    })),
    answers: lines(`
      own     NOT_ALLOWED         data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         TARGET_UNIT_UNKNOWN data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         TARGET_UNIT_UNKNOWN TARGET_UNIT_UNKNOWN NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'KpiResult.restatements',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpi(scope: {unitId: $unitId}, period: $period) {
        restatements {
          edges { cursor node { at cause contact { id } changes { metric before after } } }
          pageInfo { hasNextPage }
        }
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.closePeriod',
    service: 'performance-kpis',
    query: `mutation ($input: ClosePeriodInput!) {
      closePeriod(input: $input) { period { grain start end } closedAt errors { code field message } position }
    }`,
    variables: input(() => ({ period: { grain: 'MONTH', start: '2026-01-01' } })),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Query.coachingNotices',
    service: 'performance-kpis',
    query: `query ($unitId: ID) {
      coachingNotices(unitId: $unitId) {
        edges {
          cursor
          node { id unit { id } head { id } months figures { metric value } replyDueOn replyDueProvisional reply repliedAt overdue }
        }
        pageInfo { hasNextPage }
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing] }),
    answers: lines(`
      own     NOT_ALLOWED         data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign NOT_ALLOWED         OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown NOT_ALLOWED         OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.replyToNotice',
    service: 'performance-kpis',
    query: `mutation ($input: ReplyToNoticeInput!) {
      replyToNotice(input: $input) { notice { id reply } errors { code field message } position }
    }`,
    variables: input((thing, take) => ({ noticeId: take.notice(thing), reply: '每周二走访' })),
    answers: lines(`
      own     NOT_ALLOWED         NOTICE_ALREADY_REPLIED NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         NOTICE_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         NOTICE_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'KpiResult.revisions',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpi(scope: {unitId: $unitId}, period: $period) {
        asOf closed digest
        revisions {
          edges { cursor node { at changes { metric before { value } after { value } } } }
          pageInfo { hasNextPage }
        }
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiExplain',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpiExplain(scope: {unitId: $unitId}, period: $period, metric: COVERAGE) {
        metric value numerator denominator sentence steps { label value rule contactIds }
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiSeries of a unit',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $from: Date!) {
      kpiSeries(scope: {unitId: $unitId}, grain: MONTH, from: $from, to: $from) { start values { value } provisional }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], from: PERIOD.start }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiSeries of a member of staff',
    service: 'performance-kpis',
    query: `query ($staffId: ID, $from: Date!) {
      kpiSeries(scope: {staffId: $staffId}, grain: MONTH, from: $from, to: $from) { values { value } }
    }`,
    variables: (thing) => ({ staffId: STAFF[thing], from: PERIOD.start }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_STAFF_UNKNOWN OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiTable',
    service: 'performance-kpis',
    query: `query ($unitId: ID!, $period: PeriodInput!) {
      kpiTable(unitId: $unitId, period: $period) {
        edges { cursor node { unit { id } staff { id } rank values { value } trend } }
        pageInfo { hasNextPage }
        provisional
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  {
    name: 'Query.kpiCounted',
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
      kpiCounted(scope: {unitId: $unitId}, period: $period, metric: CLIENTS_KEPT) {
        edges { cursor node { staff { id } client { id } date about aboutId value numerator denominator } }
        pageInfo { hasNextPage }
      }
    }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  },
  ...['DEPOSITS', 'LOANS', 'DEPOSIT_GROWTH', 'PRODUCTS_A_CLIENT', 'PROMPTS_SERVED'].map((metric): Row => ({
    name: `Query.kpiCounted of ${metric}`,
    service: 'performance-kpis',
    query: `query ($unitId: ID, $period: PeriodInput!) {
        kpiCounted(scope: {unitId: $unitId}, period: $period, metric: ${metric}) { edges { node { client { id } value numerator } } }
      }`,
    variables: (thing) => ({ unitId: UNIT[thing], period: PERIOD }),
    answers: lines(`
      own     ${ofOwn(metric)}             ${ofOwn(metric)}             METRIC_OF_MASKED_FACTS METRIC_OF_MASKED_FACTS NOT_ALLOWED      METRIC_OF_MASKED_FACTS TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        METRIC_OF_MASKED_FACTS OUT_OF_SCOPE           NOT_ALLOWED      OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  })),
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

//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
export const MUTATIONS: readonly Row[] = [
  ...STATE_MUTATIONS,
  {
    name: 'Mutation.approvePlacement',
    service: 'organisation',
    query: `mutation ($input: ApprovePlacementInput!) { approvePlacement(input: $input) { placement { id } errors { code field message } position } }`,
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
    query: `mutation ($input: ApprovePlacementsInput!) { approvePlacements(input: $input) { placements { id } errors { code field message } position } }`,
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
    query:
      'mutation ($input: DeclinePlacementInput!) { declinePlacement(input: $input) { placement { id } errors { code field } } }',
    // Nobody gives themselves a right by saying no.
    variables: input((thing, take) => ({ id: thing === 'foreign' ? take.placingSelf() : take.proposal(thing) })),
    answers: lines(`
      own     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         PLACEMENT_UNKNOWN   NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // The caller who registers a client has just told the bank all of this.
    name: 'Mutation.registerClient',
    service: 'client-registry',
    query: `mutation ($input: RegisterClientInput!) {
      registerClient(input: $input) { client { id name } warnings { code field message } errors { code field message } position }
    }`,
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
    name: 'Mutation.confirmProfilePart',
    service: 'client-registry',
    query:
      'mutation ($input: ConfirmProfilePartInput!) { confirmProfilePart(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], part: 'PRODUCTS' })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.setClientDate',
    service: 'client-registry',
    query:
      'mutation ($input: SetClientDateInput!) { setClientDate(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing, take) => ({
      clientId: CLIENT[thing],
      ...{ dateId: 'D1', label: `纪念日${take.next()}`, calendar: 'SOLAR', month: 5, day: 20 },
    })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.removeClientDate',
    service: 'client-registry',
    query:
      'mutation ($input: RemoveClientDateInput!) { removeClientDate(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], dateId: 'NONE' })),
    secret: 'name',
    answers: lines(`
      own     CLIENT_DATE_UNKNOWN CLIENT_DATE_UNKNOWN NOT_ALLOWED         NOT_ALLOWED         CLIENT_DATE_UNKNOWN NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_DATE_UNKNOWN NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.linkClient',
    service: 'client-registry',
    query:
      'mutation ($input: LinkClientInput!) { linkClient(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing, take) => ({
      clientId: CLIENT[thing],
      ...{ relation: 'FRIEND', outsiderName: `王小明${take.next()}` },
    })),
    secret: 'name',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         masked              NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.unlinkClient',
    service: 'client-registry',
    query:
      'mutation ($input: UnlinkClientInput!) { unlinkClient(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], linkId: 'NONE' })),
    secret: 'name',
    answers: lines(`
      own     LINK_UNKNOWN        LINK_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         LINK_UNKNOWN        NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         LINK_UNKNOWN        NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.recordConsent',
    service: 'client-registry',
    query:
      'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { client { id name } errors { code field } } }',
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
    name: 'Mutation.recordConsent of a withdrawal',
    service: 'client-registry',
    query: `mutation ($input: RecordConsentInput!) {
      recordConsent(input: $input) {
        client { id name }
        receipt { id channel purpose withdrawnAt wordingVersion }
        warnings { code }
        errors { code field message }
        position
      }
    }`,
    variables: input((thing, take) => ({
      clientId: CLIENT[thing],
      ...{ channel: 'EMAIL', purpose: 'MARKETING', decision: 'WITHDRAWN', wordingVersion: `v${take.next()}` },
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
    query:
      'mutation ($input: AssignClientInput!) { assignClient(input: $input) { client { id name } errors { code field } } }',
    variables: input((thing) => ({ clientId: CLIENT[thing], rmId: thing === 'foreign' ? 'R3' : 'R1' })),
    secret: 'name',
    answers: lines(`
      own     NOT_ALLOWED         data                NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         nothing             NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         CLIENT_UNKNOWN      NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.takeLeave',
    service: 'contact-scheduling',
    query: `mutation ($input: TakeLeaveInput!) {
      takeLeave(input: $input) { leave { id } errors { code field message } position }
    }`,
    variables: input((thing, take) => {
      const day = new Date(Date.UTC(2030, 0, 1 + take.next())).toISOString().slice(0, 10);
      return { staffId: STAFF[thing], from: day, to: day };
    }),
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign LEAVE_STAFF_UNKNOWN LEAVE_STAFF_UNKNOWN NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown LEAVE_STAFF_UNKNOWN LEAVE_STAFF_UNKNOWN NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.cancelLeave',
    service: 'contact-scheduling',
    query: 'mutation ($input: CancelLeaveInput!) { cancelLeave(input: $input) { leave { id } errors { code field } } }',
    variables: input((thing, take) => ({ leaveId: take.leave(thing) })),
    answers: lines(`
      own     LEAVE_ALREADY_CANCELLED LEAVE_ALREADY_CANCELLED NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign LEAVE_UNKNOWN       LEAVE_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown LEAVE_UNKNOWN       LEAVE_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.saveSegment',
    service: 'client-registry',
    query: `mutation ($input: SaveSegmentInput!) {
      saveSegment(input: $input) { segment { id } errors { code field message } position }
    }`,
    variables: input((thing) => ({ name: '客群', filter: { kind: 'PERSON', unitId: UNIT[thing] } })),
    answers: lines(`
      own     data                data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.retireSegment',
    service: 'client-registry',
    query: `mutation ($input: RetireSegmentInput!) {
      retireSegment(input: $input) { segment { id } errors { code field message } position }
    }`,
    variables: input((thing, take) => ({ segmentId: thing === 'own' ? take.retirable() : take.segment(thing) })),
    answers: lines(`
      own     data                SEGMENT_UNKNOWN     SEGMENT_UNKNOWN     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign SEGMENT_UNKNOWN     SEGMENT_UNKNOWN     SEGMENT_UNKNOWN     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown SEGMENT_UNKNOWN     SEGMENT_UNKNOWN     SEGMENT_UNKNOWN     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.createGroup',
    service: 'client-registry',
    query: `mutation ($input: CreateGroupInput!) {
      createGroup(input: $input) { clientGroup { id } errors { code field message } position }
    }`,
    variables: input(() => ({ name: '服务群', channel: 'WECHAT_GROUP' })),
    answers: lines(`
      any     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.changeGroupMembers',
    service: 'client-registry',
    query: `mutation ($input: ChangeGroupMembersInput!) {
      changeGroupMembers(input: $input) { clientGroup { id } errors { code field message } position }
    }`,
    variables: input((thing, take) => ({ groupId: take.group(thing), remove: ['C116'] })),
    answers: lines(`
      own     data                GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GROUP_UNKNOWN       GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GROUP_UNKNOWN       GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.postToGroup',
    service: 'client-registry',
    query: `mutation ($input: PostToGroupInput!) {
      postToGroup(input: $input) { groupPost { id } errors { code field message } position }
    }`,
    variables: input((thing, take) => ({ groupId: take.group(thing), text: '周末讲座' })),
    answers: lines(`
      own     data                GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GROUP_UNKNOWN       GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GROUP_UNKNOWN       GROUP_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.recordGreetings',
    service: 'contact-scheduling',
    query: `mutation ($input: RecordGreetingsInput!) {
      recordGreetings(input: $input) { greetingList { festival } errors { code field message } position }
    }`,
    // A client is greeted once.
    variables: input((thing, take) => ({
      festival: 'LANTERN',
      date: '2026-03-03',
      channel: 'PHONE',
      clientIds: [thing === 'own' ? take.ungreeted() : CLIENT[thing]],
    })),
    answers: lines(`
      own     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GREETING_CLIENT_UNKNOWN NOT_ALLOWED     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GREETING_CLIENT_UNKNOWN NOT_ALLOWED     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.drawPlans',
    service: 'contact-scheduling',
    query: `mutation ($input: DrawPlansInput!) {
      drawPlans(input: $input) {
        plansDrawn { date drawn lookedAt managers next }
        errors { code field message }
        position
      }
    }`,
    variables: input(() => ({ date: '2026-01-01', first: 1 })),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         PLANS_NOT_OF_TODAY  NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.handOver',
    service: 'client-registry',
    query: `mutation ($input: HandOverInput!) {
      handOver(input: $input) {
        handover { id fromRm { id } toRm { id } from clients }
        warnings { code }
        errors { code field message }
        position
      }
    }`,
    // Somebody else's client among them: nothing moves, and who may neither take nor give is told of that alone.
    variables: input((thing) => ({ fromRmId: STAFF[thing], toRmId: 'R2', clientIds: ['C201'] })),
    answers: lines(`
      own     NOT_ALLOWED         CLIENT_NOT_KEPT     NOT_ALLOWED         NOT_ALLOWED         CLIENT_NOT_KEPT     NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         RM_OUT_OF_SCOPE     NOT_ALLOWED         NOT_ALLOWED         CLIENT_NOT_KEPT     NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         RM_OUT_OF_SCOPE     NOT_ALLOWED         NOT_ALLOWED         CLIENT_NOT_KEPT     NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.deferPlanItem',
    service: 'contact-scheduling',
    query: `mutation ($input: DeferPlanItemInput!) { deferPlanItem(input: $input) { planItem { id } errors { code field message } position } }`,
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
    query:
      'mutation ($input: SkipPlanItemInput!) { skipPlanItem(input: $input) { planItem { id } errors { code field } } }',
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
    query:
      'mutation ($input: AddPlanItemInput!) { addPlanItem(input: $input) { planItem { id } errors { code field } } }',
    variables: input((thing, take) => ({
      clientId: thing === 'own' ? take.client() : CLIENT[thing],
      date: '2026-03-20',
      reason: '来电',
    })),
    answers: lines(`
      own     data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_NOT_KEPT     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_NOT_KEPT     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.planVisit',
    service: 'visit-logging',
    query: `mutation ($input: PlanVisitInput!) { planVisit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing) => ({ clientId: CLIENT[thing], plannedOn: '2026-03-11', place: 'BANK' })),
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.setVisitGoal',
    service: 'visit-logging',
    query: `mutation ($input: SetVisitGoalInput!) { setVisitGoal(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({
      visitId: take.visit(thing),
      goal: { kind: 'INFORMATION', text: '谈到了继承，再听听家里的打算' },
    })),
    answers: lines(`
      own     data                VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.startVisit',
    service: 'visit-logging',
    query: `mutation ($input: StartVisitInput!) { startVisit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ visitId: take.visit(thing), startedAt: '2030-03-11T10:00:00+08:00' })),
    answers: lines(`
      own     VISIT_IN_FUTURE     VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.endVisit',
    service: 'visit-logging',
    query: `mutation ($input: EndVisitInput!) { endVisit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({
      visitId: take.visit(thing),
      endedAt: '2026-03-02T08:40:00+08:00',
      outcome: 'ENGAGED',
      findings: [{ kind: 'NONE' }],
    })),
    answers: lines(`
      own     VISIT_NOT_STARTED   VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.reviewVisit',
    service: 'visit-logging',
    query: `mutation ($input: ReviewVisitInput!) { reviewVisit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ visitId: take.visit(thing), result: 'MET' })),
    answers: lines(`
      own     VISIT_NOT_ENDED     VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.cancelVisit',
    service: 'visit-logging',
    query: `mutation ($input: CancelVisitInput!) { cancelVisit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({
      visitId: thing === 'own' ? take.calledOff(thing) : take.visit(thing),
      reason: '改期',
    })),
    answers: lines(`
      own     VISIT_CALLED_OFF    VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.splitCredit',
    service: 'visit-logging',
    query: `mutation ($input: SplitCreditInput!) { splitCredit(input: $input) { visit { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({
      visitId: take.visit(thing),
      shares: [{ staffId: thing === 'foreign' ? 'R3' : 'R1', percent: 100 }],
    })),
    answers: lines(`
      own     data                VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.requestRating',
    service: 'visit-logging',
    query: `mutation ($input: RequestRatingInput!) { requestRating(input: $input) { ratingLink { url expiresAt } errors { code field message } position } }`,
    variables: input((thing, take) => ({ visitId: take.visit(thing) })),
    answers: lines(`
      own     VISIT_NOT_ENDED     VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.syncVisits',
    service: 'visit-logging',
    query: `mutation ($input: SyncVisitsInput!) { syncVisits(input: $input) {
      results { visit { id } conflict { visit { id goal { text } } text } errors { code field } position }
      errors { code field message } position } }`,
    // What came too late is answered with the visit as it stands, to who may see it.
    variables: (thing, take) => {
      const visitId = thing === 'own' ? take.calledOff(thing) : take.visit(thing);
      return { input: { commands: [{ startVisit: { commandId: commandId(take), visitId, ...BEGUN } }] } };
    },
    secret: 'notes',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign masked              masked              NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown masked              masked              NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.defineGiftItem',
    service: 'visit-logging',
    query: `mutation ($input: DefineGiftItemInput!) { defineGiftItem(input: $input) { giftItem { id } errors { code field message } position } }`,
    variables: input((_, take) => ({ name: `茶叶${take.next()}`, value: '120' })),
    answers: lines(`
      any     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.addGiftStock',
    service: 'visit-logging',
    query: `mutation ($input: AddGiftStockInput!) { addGiftStock(input: $input) { giftItem { id } errors { code field message } position } }`,
    variables: input((thing) => ({ itemId: 'TEA', unitId: UNIT[thing], quantity: 1 })),
    answers: lines(`
      own     NOT_ALLOWED         data                data                NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         GIFT_UNIT_UNKNOWN   data                NOT_ALLOWED         data                NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         GIFT_UNIT_UNKNOWN   GIFT_UNIT_UNKNOWN   NOT_ALLOWED         GIFT_UNIT_UNKNOWN   NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.reserveGift',
    service: 'visit-logging',
    query: `mutation ($input: ReserveGiftInput!) { reserveGift(input: $input) { gift { id } errors { code field message } position } }`,
    variables: input((thing) => ({ itemId: 'TEA', clientId: CLIENT[thing] })),
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.approveGift',
    service: 'visit-logging',
    query: `mutation ($input: ApproveGiftInput!) { approveGift(input: $input) { gift { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ giftId: take.gift(thing), approve: true })),
    answers: lines(`
      own     NOT_ALLOWED         GIFT_NOT_AWAITING   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.issueGift',
    service: 'visit-logging',
    query: `mutation ($input: IssueGiftInput!) { issueGift(input: $input) { gift { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ giftId: take.gift(thing) })),
    answers: lines(`
      own     GIFT_NOT_RESERVED   GIFT_NOT_RESERVED   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.handOverGift',
    service: 'visit-logging',
    query: `mutation ($input: HandOverGiftInput!) { handOverGift(input: $input) { gift { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({
      giftId: take.gift(thing),
      how: 'COLLECTED',
      at: '2030-03-11T10:00:00+08:00',
    })),
    answers: lines(`
      own     GIFT_NOT_ISSUED     GIFT_NOT_ISSUED     NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.returnGift',
    service: 'visit-logging',
    query: `mutation ($input: ReturnGiftInput!) { returnGift(input: $input) { gift { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ giftId: take.gift(thing) })),
    answers: lines(`
      own     GIFT_SETTLED        GIFT_SETTLED        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown GIFT_UNKNOWN        GIFT_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.askForHelp',
    service: 'visit-logging',
    query: `mutation ($input: AskForHelpInput!) { askForHelp(input: $input) { helpRequest { id } errors { code field message } position } }`,
    variables: input((thing) => ({ clientId: CLIENT[thing], text: '请协助' })),
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.answerHelp',
    service: 'visit-logging',
    query: `mutation ($input: AnswerHelpInput!) { answerHelp(input: $input) { helpRequest { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ helpRequestId: take.help(thing), accept: true })),
    answers: lines(`
      own     HELP_UNKNOWN        HELP_SETTLED        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign HELP_UNKNOWN        HELP_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown HELP_UNKNOWN        HELP_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.closeHelp',
    service: 'visit-logging',
    query: `mutation ($input: CloseHelpInput!) { closeHelp(input: $input) { helpRequest { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ helpRequestId: take.help(thing) })),
    answers: lines(`
      own     HELP_SETTLED        HELP_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign HELP_UNKNOWN        HELP_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown HELP_UNKNOWN        HELP_UNKNOWN        NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.answerComplaint',
    service: 'visit-logging',
    query: `mutation ($input: AnswerComplaintInput!) { answerComplaint(input: $input) { complaint { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ complaintId: take.complaint(thing), answer: '已处理' })),
    answers: lines(`
      own     NOT_ALLOWED         COMPLAINT_SETTLED   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         COMPLAINT_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         COMPLAINT_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.closeComplaint',
    service: 'visit-logging',
    query: `mutation ($input: CloseComplaintInput!) { closeComplaint(input: $input) { complaint { id } errors { code field message } position } }`,
    variables: input((thing, take) => ({ complaintId: take.complaint(thing), word: '已办结' })),
    answers: lines(`
      own     NOT_ALLOWED         COMPLAINT_SETTLED   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign NOT_ALLOWED         COMPLAINT_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown NOT_ALLOWED         COMPLAINT_UNKNOWN   NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.logStudy',
    service: 'visit-logging',
    query: `mutation ($input: LogStudyInput!) { logStudy(input: $input) { studyEntry { id } errors { code field message } position } }`,
    variables: input(() => ({ topic: '贷款政策', ...WHEN })),
    answers: lines(`
      any     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    name: 'Mutation.logContact',
    service: 'visit-logging',
    query: `mutation ($input: LogContactInput!) {
      logContact(input: $input) { contact { id notes } planItem { id } errors { code field message } position }
    }`,
    variables: input((thing) => ({
      clientId: CLIENT[thing],
      channel: 'PHONE',
      outcome: 'ENGAGED',
      notes: '谈到了继承',
      ...WHEN,
    })),
    secret: 'notes',
    answers: lines(`
      own     data                data                NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown CLIENT_UNKNOWN      CLIENT_UNKNOWN      NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
];

/**
 * What services ask each other by id, through the gateway alone: a caller that names a thing was let to see what names
 * it, and gets of the rest a masked stand-in. Callers themselves are refused.
 */
//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
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
    // A caller who meets a client behind something else sees neither who keeps the client nor what the client allows.
    name: 'Entity.Client with keeper and consents',
    service: 'client-registry',
    ...entity('Client', 'id consents { channel } rm { id } preferredChannel lastContactAt'),
    variables: reference('Client', CLIENT),
    secret: 'consent',
    answers: lines(`
      own     data                data                data                data                masked              data                TOKEN_MISSING
      foreign masked              masked              data                masked              masked              masked              TOKEN_MISSING
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
    // Every caller gets the client, and of planning only what they may see: nothing of another's.
    name: 'Entity.Client of contact-scheduling',
    service: 'contact-scheduling',
    ...entity('Client', 'id nextDueOn prompts { text }'),
    variables: reference('Client', CLIENT),
    answers: lines(`
      own     data                data                data                data                data                data                TOKEN_MISSING
      foreign data                data                data                data                data                data                TOKEN_MISSING
      unknown data                data                data                data                data                data                TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.Client of client-insight',
    service: 'client-insight',
    ...entity('Client', 'id deposits loans holdings { productName }'),
    variables: reference('Client', CLIENT),
    secret: 'product',
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
    name: 'Entity.VisitDossier',
    service: 'contact-scheduling',
    ...entity('VisitDossier', 'topics { topic }'),
    variables: reference('VisitDossier', {
      own: `${CLIENT.own}~V1`,
      foreign: `${CLIENT.foreign}~V1`,
      unknown: `${CLIENT.unknown}~V1`,
      any: 'V1',
    }),
    secret: 'interest',
    answers: lines(`
      own     data                data                masked              masked              masked              masked              TOKEN_MISSING
      foreign masked              masked              masked              masked              masked              masked              TOKEN_MISSING
      unknown masked              masked              masked              masked              masked              masked              TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.HandoverPreview',
    service: 'contact-scheduling',
    ...entity('HandoverPreview', 'promises openItems'),
    variables: reference('HandoverPreview', PREVIEW),
    answers: lines(`
      own     nothing             data                nothing             nothing             data                nothing             TOKEN_MISSING
      foreign nothing             nothing             nothing             nothing             data                nothing             TOKEN_MISSING
      unknown nothing             nothing             nothing             nothing             nothing             nothing             TOKEN_MISSING
    `),
  },
  {
    name: 'Entity.HandoverPreview of visits',
    service: 'visit-logging',
    ...entity('HandoverPreview', 'helpRequests plannedVisits'),
    variables: reference('HandoverPreview', PREVIEW),
    answers: lines(`
      own     nothing             data                nothing             nothing             data                nothing             TOKEN_MISSING
      foreign nothing             nothing             nothing             nothing             data                nothing             TOKEN_MISSING
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
//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
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
    // Nothing falls due while the clock stands.
    name: 'Subscription.reviewsDue',
    service: 'visit-logging',
    query: 'subscription { reviewsDue { id } }',
    variables: () => ({}),
    answers: lines(`
      any     nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // Nobody asks whom these callers are.
    name: 'Subscription.helpAsked',
    service: 'visit-logging',
    query: 'subscription { helpAsked { id } }',
    variables: () => ({}),
    answers: lines(`
      any     nothing             nothing             NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
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
  /**
   * `data`: the row was looked at and taken or found unchanged; else the code of the refusal, of the file or of its
   * row.
   */
  readonly answers: Answers;
}

//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
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
    name: 'Import.calendar',
    service: 'organisation',
    file: 'date,kind,name\n2030-06-03,WORKING_DAY,\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
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
    name: 'Import.targets',
    service: 'performance-kpis',
    file: 'unit_id,metric,month,base\nE1,TOUCHES,2026-06,10\n',
    answers: lines(`
      any     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
    `),
  },
  {
    name: 'Import.holdings',
    service: 'client-insight',
    file: 'client_id,holding_id,product_code,kind,balance,as_of\nC201,D1,D01,DEMAND_DEPOSIT,10.00,2026-02-10\n',
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

/**
 * Fields that everybody sees who sees the object: each type with the row whose question asks for them, so that its
 * words hold for them. What some who see the object may not see has a row of its own.
 */
export const PLAIN: Readonly<Record<string, readonly [row: string, fields: string]>> = {
  Staff: ['Query.staff', 'id role unit'],
  StaffConnection: ['Query.staff', 'edges pageInfo'],
  StaffEdge: ['Query.staff', 'cursor node'],
  PageInfo: ['Query.staff', 'hasNextPage hasPreviousPage startCursor endCursor'],
  ServiceState: ['Query.visitLoggingState', 'name consumers'],
  ConsumerState: ['Query.visitLoggingState', 'name lagSeconds parked'],
  ParkedEventConnection: ['ServiceState.parkedEvents', 'edges pageInfo'],
  ParkedEventEdge: ['ServiceState.parkedEvents', 'cursor node'],
  ParkedEvent: ['ServiceState.parkedEvents', PARKED_NODE],
  ReleaseParkedPayload: ['Mutation.releaseParkedInVisitLogging', 'released errors position'],
  SkipParkedPayload: ['Mutation.skipParkedInVisitLogging', 'skipped released errors position'],
  Unit: ['Query.unit', 'id name kind parent'],
  BusinessTime: ['Query.now', 'instant businessDate timeZone'],
  UnitConnection: ['Query.units', 'edges pageInfo'],
  UnitEdge: ['Query.units', 'cursor node'],
  ProposedPlacement: ['Query.placementsAwaiting', 'id staffId name role unit validFrom validTo proposedBy proposer'],
  ProposedPlacementConnection: ['Query.placementsAwaiting', 'edges pageInfo'],
  ProposedPlacementEdge: ['Query.placementsAwaiting', 'cursor node'],
  PlacementPayload: ['Mutation.approvePlacement', 'placement errors position'],
  PlacementsPayload: ['Mutation.approvePlacements', 'placements errors position'],
  Rejection: ['Mutation.logContact', 'code field message'],
  Client: [
    'Query.client',
    `id tier rm preferredChannel consents contactsAYear lastContactAt kind taboos preferences tradingHabits doNotContact
    parts circle`,
  ],
  ClientDate: ['Client.dates', 'id label calendar month day year'],
  CircleLink: ['Client.dates', 'id relation client outsiderName note'],
  ProfilePartState: ['Client.dates', 'part refreshedAt refreshedBy fresh'],
  Segment: ['Query.segment', 'id name filter count'],
  SegmentPayload: ['Mutation.saveSegment', 'segment errors position'],
  ClientGroup: ['Query.group', 'id name channel owner memberCount'],
  GroupPayload: ['Mutation.createGroup', 'clientGroup errors position'],
  GroupLeaverConnection: ['ClientGroup.left', 'edges pageInfo'],
  GroupLeaverEdge: ['ClientGroup.left', 'cursor node'],
  GroupLeaver: ['ClientGroup.left', 'client leftAt because'],
  GroupPostConnection: ['ClientGroup.posts', 'edges pageInfo'],
  GroupPostEdge: ['ClientGroup.posts', 'cursor node'],
  GroupPost: ['ClientGroup.posts', 'id staff text sentAt reached state failure'],
  GroupPostPayload: ['Mutation.postToGroup', 'groupPost errors position'],
  // The other fields have a row of their own.
  HandoverPreview: ['Query.handoverPreview', 'id clients toPortfolio refusals'],
  Handover: ['Mutation.handOver', 'id fromRm toRm from clients'],
  HandOverPayload: ['Mutation.handOver', 'handover warnings errors position'],
  Holding: ['Client.holdings', 'id productCode productName kind balance asOf openedOn maturesOn closedOn'],
  Reach: ['Client.reach', 'channel fromHour toHour answered tried text'],
  BalanceDay: ['Client.balances', 'date deposits loans'],
  KeptAside: ['Query.holdingsKeptAside', 'clientId rows firstDay lastDay'],
  KeptAsideConnection: ['Query.holdingsKeptAside', 'edges pageInfo'],
  KeptAsideEdge: ['Query.holdingsKeptAside', 'cursor node'],
  Birthday: ['Client.birthday', 'calendar month day year'],
  Consent: ['Query.client', 'channel purpose decision decidedAt expiresOn wordingVersion valid'],
  ConsentWord: ['Client.consentHistory', 'channel purpose decision decidedAt expiresOn wordingVersion receiptId'],
  Keeping: ['Client.keepers', 'rm from to'],
  ClientConnection: ['Query.clients', 'edges pageInfo'],
  ClientEdge: ['Query.clients', 'cursor node'],
  ClientPayload: ['Mutation.recordConsent of a withdrawal', 'client receipt warnings errors position'],
  ConsentReceipt: ['Mutation.recordConsent of a withdrawal', 'id channel purpose withdrawnAt wordingVersion'],
  Warning: ['Mutation.registerClient', 'code field message'],
  DailyPlan: [
    'Query.myDay',
    'staff date state dayKind capacity provisional nextWorkingDay items leave shortfall coverFor',
  ],
  Leave: ['Query.leaves', 'id staff from to portion cover cancelled'],
  GreetingList: ['Query.greetings', 'festival date opensOn provisional toGreet greeted'],
  GreetingsPayload: ['Mutation.recordGreetings', 'greetingList errors position'],
  PlansDrawn: ['Mutation.drawPlans', 'date drawn lookedAt managers next'],
  DrawPlansPayload: ['Mutation.drawPlans', 'plansDrawn errors position'],
  LeavePayload: ['Mutation.takeLeave', 'leave errors position'],
  Feasibility: ['Query.feasibility', 'year capacityLeft owed shortfall fixes text provisional'],
  FeasibilityFix: ['Query.feasibility', 'kind clients contactsAYear text'],
  PlanDay: ['Query.week', 'date dayKind capacity promises occasions expected provisional'],
  PlanItemConnection: ['Query.overdue', 'edges pageInfo'],
  PlanItemEdge: ['Query.overdue', 'cursor node'],
  PlanItem: ['Query.myDay', 'id date client reason channel status dueSince prompts coverFor suggestedHours'],
  SuggestedHours: ['Query.myDay', 'fromHour toHour answered tried text'],
  TopicSuggestion: ['Client.topics', 'topic because lastUsedOn lastReaction playbooks'],
  Playbook: ['Query.playbooks', 'id version title text topics productCodes'],
  PlaybookConnection: ['Query.playbooks', 'edges pageInfo'],
  PlaybookEdge: ['Query.playbooks', 'cursor node'],
  PlaybookPayload: ['Mutation.savePlaybook', 'playbook errors position'],
  Prompt: ['Client.prompts', 'kind label from lapsesOn date text servedBy facts'],
  Fact: ['Client.prompts', 'name value'],
  Reason: ['Query.myDay', 'code text lastContactOn daysSinceContact intervalDays promisedOn nextTryOn'],
  PlanItemPayload: ['Mutation.deferPlanItem', 'planItem errors position'],
  Contact: [
    'Query.contacts',
    'id client staff unit channel startedAt endedAt outcome effective late loggedAt followUpOn',
  ],
  ContactConnection: ['Query.contacts', 'edges pageInfo'],
  ContactEdge: ['Query.contacts', 'cursor node'],
  Visit: [
    'Query.visit',
    'id client staff unit participants plannedOn plannedAt place district state cancelReason goal preparation checklist startedAt endedAt contact gifts helpRequests rating findings review reviewDueAt reviewDueProvisional reviewOverdue credit attachments',
  ],
  Attachment: ['Query.visit', 'id name contentType bytes addedBy addedAt url'],
  VisitDossier: [
    'Query.visitDossier',
    'id visit client parts lastVisits lastContacts openPromises avoid lastReview suggestedGoals',
  ],
  GoalFact: ['Query.visitDossier', 'name value'],
  VisitGoal: ['Query.visit', 'kind target unit achieved facts'],
  Preparation: ['Query.visit', 'parts score required ready frozenAt overrideReason'],
  ChecklistAnswer: ['Query.visit', 'item done version'],
  Finding: ['Query.visit', 'kind text productCode amount dueOn'],
  Review: ['Query.visit', 'result reasons lesson nextTopic nextOn reviewedAt onTime'],
  CreditShare: ['Query.visit', 'staff percent'],
  ReasonRow: ['Query.reasons', 'unit staff reason visits meanPreparation'],
  ChecklistItem: ['Query.visitChecklist', 'item text version'],
  VisitConnection: ['Query.visits', 'edges pageInfo'],
  VisitEdge: ['Query.visits', 'cursor node'],
  VisitPayload: ['Mutation.syncVisits', 'visit conflict errors position'],
  VisitConflict: ['Mutation.syncVisits', 'visit text'],
  SyncVisitsPayload: ['Mutation.syncVisits', 'results errors position'],
  GiftItem: ['Query.giftItems', 'id name value'],
  Gift: ['Query.gifts', 'id item client staff reservedAt state visit inPerson approvedBy awaitingApproval'],
  GiftConnection: ['Query.gifts', 'edges pageInfo'],
  GiftEdge: ['Query.gifts', 'cursor node'],
  GiftItemPayload: ['Mutation.addGiftStock', 'giftItem errors position'],
  GiftPayload: ['Mutation.reserveGift', 'gift errors position'],
  HelpRequest: [
    'Query.helpRequests',
    'id client visit asker step addressee unit state askedAt answerDueAt answerDueProvisional climbs overdue helper',
  ],
  HelpRequestConnection: ['Query.helpRequests', 'edges pageInfo'],
  HelpRequestEdge: ['Query.helpRequests', 'cursor node'],
  HelpRequestPayload: ['Mutation.askForHelp', 'helpRequest errors position'],
  Complaint: [
    'Query.complaints',
    'id client visit heardBy unit addressee text productCode state heardAt raisedAt answerDueAt answerDueProvisional overdue climbs answer answeredBy answeredAt inTime closingWord closedBy closedAt',
  ],
  ComplaintConnection: ['Query.complaints', 'edges pageInfo'],
  ComplaintEdge: ['Query.complaints', 'cursor node'],
  ComplaintPayload: ['Mutation.answerComplaint', 'complaint errors position'],
  Mastery: ['Query.mastery', 'staff minutes goalMinutes minutesLast90Days projectedOn streak longestStreak byKind'],
  MasteryKind: ['Query.mastery', 'kind minutes'],
  StudyEntry: ['Query.studyEntries', 'id topic source startedAt endedAt note'],
  StudyEntryConnection: ['Query.studyEntries', 'edges pageInfo'],
  StudyEntryEdge: ['Query.studyEntries', 'cursor node'],
  StudyEntryPayload: ['Mutation.logStudy', 'studyEntry errors position'],
  ClientRating: ['Query.visit', 'stars comment ratedAt'],
  RatingLink: ['Mutation.requestRating', 'url expiresAt'],
  RatingLinkPayload: ['Mutation.requestRating', 'ratingLink errors position'],
  LogContactPayload: ['Mutation.logContact', 'contact planItem errors position'],
  KpiResult: [
    'Query.kpi of a unit',
    'unit staff period view asOf closed closedAt digest values provisional position comparisons',
  ],
  KpiComparison: ['Query.kpi of a unit', 'against values'],
  MetricDefinition: ['Query.metrics', 'code name description group kind unit direction rules grains'],
  Scorecard: ['Mutation.saveScorecard', 'id name version groups validFrom roles'],
  ScorecardGroup: ['Mutation.saveScorecard', 'group weight items'],
  ScorecardItem: ['Mutation.saveScorecard', 'metric weight level cap'],
  ScorecardPayload: ['Mutation.saveScorecard', 'scorecard errors position'],
  Score: ['Query.score', 'scope scorecard score steps provisional'],
  ScoreStep: ['Query.score', 'group metric value target attainment capped weight points note'],
  LeaderboardConnection: ['Query.leaderboard', 'edges pageInfo provisional'],
  LeaderboardEdge: ['Query.leaderboard', 'cursor node'],
  LeaderboardRow: ['Query.leaderboard', 'rank staff value peers'],
  KpiDistribution: [
    'Query.kpiDistribution',
    'staff withoutValue least lowerQuartile median upperQuartile most bars provisional',
  ],
  KpiDistributionBar: ['Query.kpiDistribution', 'from to staff'],
  Target: ['Mutation.setTargets', 'scope metric month base stretch challenge'],
  KpiScopeOut: ['Mutation.setTargets', 'unit staff'],
  TargetsPayload: ['Mutation.setTargets', 'targets errors position'],
  Attainment: ['Query.attainments', 'metric value target level attainment childrenSum difference provisional'],
  Period: ['Query.kpi of a unit', 'grain start end'],
  KpiValue: ['Query.kpi of a unit', 'metric value numerator denominator'],
  KpiRevisionConnection: ['KpiResult.revisions', 'edges pageInfo'],
  KpiRevisionEdge: ['KpiResult.revisions', 'cursor node'],
  KpiRevision: ['KpiResult.revisions', 'at changes'],
  KpiRevised: ['KpiResult.revisions', 'metric before after'],
  ClosePeriodPayload: ['Mutation.closePeriod', 'period closedAt errors position'],
  CoachingNoticeConnection: ['Query.coachingNotices', 'edges pageInfo'],
  CoachingNoticeEdge: ['Query.coachingNotices', 'cursor node'],
  CoachingNotice: [
    'Query.coachingNotices',
    'id unit head months figures replyDueOn replyDueProvisional reply repliedAt overdue',
  ],
  CoachingNoticePayload: ['Mutation.replyToNotice', 'notice errors position'],
  KpiCounted: ['Query.kpiCounted', 'staff client date about aboutId value numerator denominator'],
  KpiCountedConnection: ['Query.kpiCounted', 'edges pageInfo'],
  KpiCountedEdge: ['Query.kpiCounted', 'cursor node'],
  KpiExplanation: ['Query.kpiExplain', 'metric value numerator denominator sentence steps'],
  ExplanationStep: ['Query.kpiExplain', 'label value rule contactIds'],
  KpiPoint: ['Query.kpiSeries of a unit', 'start values provisional'],
  RestatementConnection: ['KpiResult.restatements', 'edges pageInfo'],
  RestatementEdge: ['KpiResult.restatements', 'cursor node'],
  Restatement: ['KpiResult.restatements', 'at cause contact changes'],
  KpiChange: ['KpiResult.restatements', 'metric before after'],
  KpiRow: ['Query.kpiTable', 'unit staff rank values trend'],
  KpiRowConnection: ['Query.kpiTable', 'edges pageInfo provisional'],
  KpiRowEdge: ['Query.kpiTable', 'cursor node'],
};

/** All rows, of all that can be asked, told and sent. */
export const ROWS = [...QUERIES, ...MUTATIONS, ...ENTITIES, ...SUBSCRIPTIONS, ...IMPORTS];
