import { GraphQLError, type GraphQLFieldResolver } from 'graphql';

export type Resolvers = Record<string, Record<string, GraphQLFieldResolver<{ id: string }, unknown>>>;

const pick = <T>(values: readonly T[], at: number): T => values[at % values.length]!;
const number = (id: string): number => Number(id.replace(/\D/g, ''));
const ids = (prefix: string, count: number, from = 0): { id: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${from + index}` }));
const faulty = (text: string): never => {
  throw new GraphQLError(text);
};

function connection(prefix: string, { first }: { first?: number }, from = 0): object {
  const nodes = ids(prefix, Math.min(first ?? 3, 4), from);
  return {
    edges: nodes.map((node) => ({ cursor: node.id, node })),
    pageInfo: { hasNextPage: true, endCursor: nodes.at(-1)?.id ?? null },
  };
}

const plan = () => ({
  staff: { id: 'S1' },
  date: '2026-03-02',
  state: 'DRAWN',
  dayKind: 'WORKING_DAY',
  capacity: 10,
  provisional: false,
  nextWorkingDay: '2026-03-03',
  items: ids('P', 6),
});
const values = () => [{ metric: 'CONTACTS', value: 3, numerator: 3, denominator: null }];
const accepted = { errors: [], position: 'position-7' };

/**
 * A small bank whose every object is its id: each field is looked up by it, so the same resolvers serve the schema as a
 * whole and each service's slice. Some clients are gone (id 4), some fields are empty or fail, to see nulls climb:
 * never in a service's own list, where nulls climb before the gateway sees them.
 */
export const world: Resolvers = {
  Query: {
    me: () => ({ id: 'S1' }),
    myDay: plan,
    client: (_, { id }) => (number(id) > 90 ? null : { id }),
    clients: (_, args) => connection('C', args),
    unit: (_, { id }) => ({ id }),
    units: (_, args) => connection('U', args),
    staff: (_, args) => connection('S', args),
    contacts: (_, args) => connection('K', args, 2),
    kpi: (_, { scope }) => ({
      unit: scope.unitId ? { id: scope.unitId } : null,
      staff: null,
      period: { grain: 'DAY', start: '2026-03-02', end: '2026-03-02' },
      values: values(),
      position: 'p',
    }),
    kpiTable: () => ({
      edges: [{ cursor: '1', node: { unit: { id: 'U2' }, staff: null, rank: 1, values: values() } }],
      pageInfo: { hasNextPage: false, endCursor: null },
    }),
    kpiContacts: (_, args) => connection('K', args),
  },
  Mutation: {
    registerClient: (_, { input }) => ({ client: { id: input.id }, ...accepted }),
    recordConsent: () => ({
      client: null,
      errors: [{ code: 'CLIENT_UNKNOWN', field: ['input', 'clientId'], message: 'unknown' }],
      position: null,
    }),
    logContact: (_, { input }) => ({
      contact: { id: 'K1' },
      planItem: input.planItemId ? { id: input.planItemId } : null,
      ...accepted,
    }),
    skipPlanItem: (_, { input }) => ({ planItem: { id: input.planItemId }, ...accepted }),
  },
  Staff: {
    name: ({ id }) => (number(id) === 5 ? faulty('no name') : `staff ${id}`),
    role: () => 'RM',
    unit: ({ id }) => ({ id: `U${number(id)}` }),
  },
  Unit: {
    name: ({ id }) => `unit ${id}`,
    kind: ({ id }) => pick(['HEAD_OFFICE', 'BRANCH', 'SUB_BRANCH'], number(id)),
    parent: ({ id }) => (number(id) === 0 ? null : { id: `U${number(id) - 1}` }),
  },
  Client: {
    name: ({ id }) => (number(id) === 4 ? null : `client ${id}`),
    phone: ({ id }, { reveal }) => (number(id) === 2 ? faulty('phone') : reveal ? '13800001234' : '138****1234'),
    tier: ({ id }) => (number(id) === 4 ? null : pick(['GOLD', 'STANDARD'], number(id))),
    rm: ({ id }) => (number(id) === 1 ? null : { id: `S${number(id)}` }),
    interests: ({ id }) => (number(id) === 4 ? null : ['fishing', 'tea']),
    preferredChannel: () => 'PHONE',
    birthday: ({ id }) => (number(id) === 2 ? faulty('birthday') : { calendar: 'SOLAR', month: 1, day: 2, year: null }),
    consents: ({ id }) =>
      number(id) === 4
        ? null
        : [
            {
              channel: 'PHONE',
              purpose: 'SERVICE',
              decision: 'GRANTED',
              decidedAt: 'x',
              expiresOn: null,
              wordingVersion: null,
              valid: true,
            },
          ],
    contactsAYear: ({ id }) => (number(id) === 4 ? null : 6),
    lastContactAt: () => null,
    contacts: ({ id }, args) => connection('K', args, number(id)),
  },
  PlanItem: {
    date: () => '2026-03-02',
    client: ({ id }) => ({ id: `C${number(id) === 5 ? 0 : number(id) === 4 ? 1 : number(id)}` }),
    reason: ({ id }) => ({
      code: 'CADENCE',
      text: `reason of ${id}`,
      lastContactOn: null,
      daysSinceContact: number(id),
      intervalDays: 60,
      promisedOn: null,
    }),
    channel: () => 'PHONE',
    status: () => 'OPEN',
    dueSince: () => '2026-03-01',
  },
  Contact: {
    client: ({ id }) => ({ id: `C${number(id)}` }),
    staff: ({ id }) => ({ id: `S${number(id)}` }),
    unit: ({ id }) => ({ id: `U${number(id)}` }),
    channel: () => 'VISIT',
    startedAt: () => 'a',
    endedAt: () => 'b',
    outcome: () => 'ENGAGED',
    effective: () => true,
    late: () => false,
    loggedAt: () => 'c',
    notes: ({ id }) => (number(id) === 3 ? faulty('notes') : null),
    followUpOn: () => null,
  },
};
