import { jest } from '@jest/globals';
import { strictScalars } from '@hengxin/scalars';
import { buildSchema, graphqlSync } from 'graphql';
import fc from 'fast-check';
import { compose } from '../composition/compose.js';
import { holes, withoutGaps } from '../testing/compared-answers.js';
import { InProcessSubgraphs, lenientSchema, wholeSchema } from '../testing/in-process-subgraphs.js';
import { randomOperation } from '../testing/random-operation.js';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { Operations } from '../planning/operations.js';
import type { Deadline } from '../upstream/deadline.js';
import { NotInTime, type SubgraphPort } from '../upstream/subgraph-port.js';
import type { Answer } from './answer.js';
import { Executor } from './executor.js';

const subgraphs = surfaceSubgraphs();
const supergraph = compose(subgraphs);
const whole = wholeSchema(supergraph.publicSdl);
const lenient = lenientSchema(supergraph.publicSdl);
const limits = { depth: 20, cost: 1e9, rootFields: 50, fields: 5_000, queryBytes: 100_000 };
const operations = new Operations(supergraph, strictScalars(buildSchema(supergraph.publicSdl)), limits);

async function federated(
  query: string,
  variables: Record<string, unknown> = {},
  services = new InProcessSubgraphs(subgraphs),
  headers: string[] = [],
  mostEntities?: number,
) {
  const operation = operations.get(query, undefined);
  operation.check(variables);
  const executor = new Executor(services, { timeoutMs: 60_000, mostEntities });
  const answer = await executor.execute(operation, { variables, headers, language: 'en' });
  return { answer: JSON.parse(JSON.stringify(answer)) as Answer, services };
}

async function expectAsWhole(
  query: string,
  variables: Record<string, unknown> = {},
  mostEntities?: number,
): Promise<void> {
  const expected = JSON.parse(
    JSON.stringify(graphqlSync({ schema: lenient, source: query, variableValues: variables })),
  ) as Answer;
  const { answer } = await federated(query, variables, undefined, [], mostEntities);
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(withoutGaps(expected.data)));
  expect(holes(answer)).toEqual(holes(expected));
}

describe('the federated answer equals that of one schema, elements of lists that miss something left out', () => {
  it.each([
    ['a join', '{ myDay { date items { id client { name tier } } } }'],
    ['the order of keys is the order of the query', '{ myDay { items { client { tier name id } status id } date } }'],
    ['aliases', '{ day: myDay { entries: items { who: client { called: name n2: name } } } }'],
    [
      'fields of two owners on one entity',
      '{ contacts { edges { node { client { name contacts(first: 2) { edges { node { id } } } tier } } } } }',
    ],
    ['a join behind a join', '{ myDay { items { client { rm { name unit { name } } } } } }'],
    ['several owners at the root', '{ me { name } myDay { date } clients { edges { node { id } } } }'],
    [
      'merged fragments',
      'query { ...A ...B } fragment A on Query { myDay { items { client { name } } } } fragment B on Query { myDay { items { client { tier } id } capacity } }',
    ],
    ['names of types', '{ __typename myDay { __typename items { client { __typename } } } }'],
    ['only the type of a joined entity', '{ contacts { edges { node { client { __typename } } } } }'],
    ['an entity that is gone', '{ contacts(first: 4) { edges { node { id client { name } } } } }'],
    ['an entity that does not exist', '{ client(id: "C99") { name contacts { edges { node { id } } } } }'],
    ['an error in a joined nullable field', '{ myDay { items { client { name phone birthday { day } } } } }'],
    [
      'an error in a joined required field',
      '{ client(id: "C3") { id contacts { edges { node { staff { name } } } } } }',
    ],
    ['a null on the way', '{ client(id: "C1") { rm { unit { name } } contacts { edges { node { id } } } } }'],
    [
      'a mutation with joins',
      'mutation { logContact(input: {commandId: "1", clientId: "C7", channel: PHONE, startedAt: "a", endedAt: "b", outcome: ENGAGED, planItemId: "P3"}) { contact { id client { name } } planItem { status client { name } } errors { code } position } }',
    ],
    [
      'an interface in a fragment',
      'mutation { skipPlanItem(input: {commandId: "1", planItemId: "P2", reason: "r"}) { ... on Payload { errors { code } position } planItem { client { name } } } }',
    ],
  ])('%s', (_, query) => expectAsWhole(query));

  it.each([true, false])('conditions, when the variable is %s', (yes) =>
    expectAsWhole(
      'query ($yes: Boolean!) { myDay { date @skip(if: $yes) items { id client @include(if: $yes) { name } ...F @skip(if: $yes) } } } fragment F on PlanItem { client { tier rm { name } } }',
      { yes },
    ),
  );

  it('for any operation, however few entities a request may ask for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const { query, variables } = randomOperation(whole, seed);
        await expectAsWhole(query, variables, (seed % 4) + 1);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

describe('fetches', () => {
  it('ask for each entity once, whatever the number of places', async () => {
    const { services } = await federated('{ myDay { items { client { name } } } }');
    expect(services.asked.map(({ service }) => service)).toEqual(['contact-scheduling', 'client-registry']);
  });
  it('of many entities are several requests, each place filled and each error at its own', async () => {
    const query =
      '{ contacts(first: 4) { edges { node { staff { name } unit { name } } } } five: client(id: "C5") { rm { name } } six: client(id: "C6") { rm { name } } }';
    const { answer, services } = await federated(query, {}, undefined, [], 3);
    const asked = services.asked.filter(({ query }) => query.includes('_entities'));
    // Staff S2 to S6, units U2 to U5.
    expect(asked.map(({ service }) => service)).toEqual(Array(3).fill('organisation'));
    // S5 has no name: a row of the list is left out for that, and the error is the list's.
    expect(answer.errors?.map(({ path }) => path?.join('/')).sort()).toEqual(['contacts/edges', 'five/rm/name']);
    expect(answer.data).toEqual({
      contacts: {
        edges: [2, 3, 4].map((n) => ({ node: { staff: { name: `staff S${n}` }, unit: { name: `unit U${n}` } } })),
      },
      five: { rm: null },
      six: { rm: { name: 'staff S6' } },
    });
  });
  it('of one fetch group to one service are one request', async () => {
    const { services } = await federated(
      '{ contacts { edges { node { staff { name } unit { name } client { rm { name } } } } } }',
    );
    expect(services.asked.map(({ service }) => service).sort()).toEqual([
      'client-registry',
      'organisation',
      'organisation',
      'visit-logging',
    ]);
  });
  it('that follow a mutation carry the position that it answered', async () => {
    const { services } = await federated(
      'mutation { skipPlanItem(input: {commandId: "1", planItemId: "P2", reason: "r"}) { planItem { client { name } } } }',
      {},
      undefined,
      ['authorization', 'Bearer x'],
    );
    expect(services.asked[1]?.headers).toEqual(['authorization', 'Bearer x', 'hengxin-at-least', 'position-7']);
  });
  it('that follow a mutation carry the positions that the caller named too', async () => {
    const { services } = await federated(
      'mutation { skipPlanItem(input: {commandId: "1", planItemId: "P2", reason: "r"}) { planItem { client { name } } } }',
      {},
      undefined,
      ['hengxin-at-least', 'file-1,file-2', 'authorization', 'Bearer x'],
    );
    expect(services.asked[1]?.headers).toEqual([
      'authorization',
      'Bearer x',
      'hengxin-at-least',
      'position-7,file-1,file-2',
    ]);
  });
  it('that follow a read of one’s own write carry its position', async () => {
    const { services } = await federated(
      'query ($at: Position) { myDay(atLeast: $at) { items { client { name } } } me { name } }',
      {
        at: 'p9',
      },
    );
    expect(services.asked.filter(({ headers }) => headers.includes('p9')).map(({ service }) => service)).toEqual([
      'client-registry',
    ]);
  });
  it('do not happen when nothing needs them', async () => {
    const { services } = await federated('{ client(id: "C99") { contacts { edges { node { id } } } } }');
    expect(services.asked).toHaveLength(1);
  });
});

describe('an entity that cannot be had', () => {
  const clientsOf = (answer: Answer, list: string) =>
    (answer.data![list] as { edges: { cursor: string; node: { client: { id: string } } }[] }).edges.map(
      ({ node }) => node.client.id,
    );

  it('costs a page its own row: the others are answered, without an error, and the page goes on as before', async () => {
    const gone = new InProcessSubgraphs(subgraphs);
    gone.gone.add('C4');
    const { answer } = await federated(
      '{ contacts(first: 4) { edges { cursor node { client { id name } } } pageInfo { hasNextPage endCursor } } }',
      {},
      gone,
    );
    expect(clientsOf(answer, 'contacts')).toEqual(['C2', 'C3', 'C5']);
    expect(answer.data!['contacts']).toMatchObject({ pageInfo: { hasNextPage: true, endCursor: 'K5' } });
    expect(answer.errors).toBeUndefined();
  });
  it('costs a drill-down its own row, where the entity is the row itself', async () => {
    const gone = new InProcessSubgraphs(subgraphs);
    gone.gone.add('K1');
    const { answer } = await federated(
      '{ kpiContacts(scope: {unitId: "U1"}, period: {grain: DAY, start: "2026-03-02"}, metric: CONTACTS) { edges { node { id channel } } } }',
      {},
      gone,
    );
    expect(answer).toEqual({
      data: { kpiContacts: { edges: ['K0', 'K2', 'K3'].map((id) => ({ node: { id, channel: 'VISIT' } })) } },
    });
  });
  it('costs a plan its own item', async () => {
    const gone = new InProcessSubgraphs(subgraphs);
    gone.gone.add('C2');
    const { answer } = await federated('{ myDay { items { id client { name } } } }', {}, gone);
    expect((answer.data!['myDay'] as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([
      'P0',
      'P1',
      'P3',
      'P4',
      'P5',
    ]);
    expect(answer.errors).toBeUndefined();
  });
  it('costs a single thing itself, and says so', async () => {
    const gone = new InProcessSubgraphs(subgraphs);
    gone.gone.add('C3');
    const { answer } = await federated('{ client(id: "C3") { id contacts { edges { node { id } } } } }', {}, gone);
    expect(answer.data).toEqual({ client: null });
    expect(answer.errors).toMatchObject([{ path: ['client', 'contacts'], extensions: { code: 'VALUE_MISSING' } }]);
  });
  it('whose field fails is left out with the failure told at its list, and other failures keep their places', async () => {
    const { answer } = await federated(
      '{ contacts(first: 4) { edges { node { id client { id phone } staff { name } } } } }',
    );
    expect(clientsOf(answer, 'contacts')).toEqual(['C2', 'C3', 'C4']);
    expect(answer.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['contacts', 'edges'],
        ['contacts', 'edges', 0, 'node', 'client', 'phone'],
      ]),
    );
    expect(answer.errors).toHaveLength(2);
  });
  it('is told of to anyone who watches the gateway', async () => {
    const leftOut: unknown[] = [];
    const operation = operations.get('{ contacts(first: 4) { edges { node { client { name } } } } }', undefined);
    const executor = new Executor(new InProcessSubgraphs(subgraphs), {
      timeoutMs: 60_000,
      onLeftOut: (...told) => void leftOut.push(told),
    });
    await executor.execute(operation, { variables: {}, headers: [], language: 'en' });
    expect(leftOut).toEqual([['ContactConnection.edges', 1]]);
  });
});

describe('a service that is down', () => {
  it('empties no list: what a list lacks must not look like the truth', async () => {
    const services = new InProcessSubgraphs(subgraphs);
    services.down.add('client-registry');
    const { answer } = await federated('{ contacts { edges { node { client { name } } } } me { name } }', {}, services);
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(
      expect.arrayContaining(['SERVICE_UNAVAILABLE']),
    );
  });
  const query = '{ client(id: "C1") { name contacts { edges { node { id } } } } unit(id: "U1") { name } }';
  const without = (service: string) => {
    const services = new InProcessSubgraphs(subgraphs);
    services.down.add(service);
    return federated(query, {}, services);
  };
  it('is named, and the rest is answered', async () => {
    const { answer } = await without('visit-logging');
    expect(answer.data).toEqual({ client: null, unit: { name: 'unit U1' } });
    expect(answer.errors).toEqual([
      {
        message: expect.stringContaining('visit-logging'),
        path: ['client', 'contacts'],
        extensions: { code: 'SERVICE_UNAVAILABLE', field: [], service: 'visit-logging' },
      },
    ]);
  });
  it('is named at the root too', async () => {
    const { answer } = await without('client-registry');
    expect(answer.data).toEqual({ client: null, unit: { name: 'unit U1' } });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['client']]);
  });
});

describe('the time of an operation', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());
  const TIMEOUT_MS = 15_000;
  /** Services that take so long for each request, and note under which deadline they were asked. */
  const slow = (eachMs: number) => {
    const services = new InProcessSubgraphs(subgraphs);
    const deadlines: Deadline[] = [];
    const port: SubgraphPort = {
      send: async (service, body, headers, deadline) => {
        if (deadline.over) throw new NotInTime(service, deadline);
        deadlines.push(deadline);
        jest.advanceTimersByTime(eachMs);
        return services.send(service, body, headers);
      },
    };
    const ask = (query: string) =>
      new Executor(port, { timeoutMs: TIMEOUT_MS }).execute(operations.get(query, undefined), {
        variables: {},
        headers: [],
        language: 'en',
      });
    return { ask, deadlines };
  };

  it('is one for all that it asks of services', async () => {
    const { ask, deadlines } = slow(0);
    expect(
      (await ask('{ myDay { items { client { rm { name unit { name } } } } } me { name } }')).errors,
    ).toBeUndefined();
    expect(deadlines.length).toBeGreaterThan(3);
    expect(new Set(deadlines).size).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
  it('over between two fetch groups, leaves the second unasked and says so', async () => {
    const { ask } = slow(8_000);
    const { data, errors } = await ask(
      '{ client(id: "C1") { name rm { name } contacts { edges { node { staff { name } } } } } }',
    );
    expect(data).toEqual({ client: null });
    expect(errors).toContainEqual({
      message: expect.stringMatching(/more than 15 s.*organisation/),
      path: ['client', 'contacts', 'edges', 0, 'node', 'staff', 'name'],
      extensions: { code: 'OPERATION_NOT_IN_TIME', field: [], service: 'organisation' },
    });
  });
  it('over between two commands, leaves the second undone and says so', async () => {
    const { ask, deadlines } = slow(TIMEOUT_MS);
    const skip = (id: string) =>
      `${id}: skipPlanItem(input: {commandId: "${id}", planItemId: "P2", reason: "r"}) { errors { code } }`;
    const { errors } = await ask(`mutation { ${skip('first')} ${skip('second')} }`);
    expect(deadlines).toHaveLength(1);
    expect(errors).toMatchObject([
      { path: ['second'], extensions: { code: 'OPERATION_NOT_IN_TIME', service: 'contact-scheduling' } },
    ]);
  });
});

describe('the name of the root type', () => {
  it.each([
    ['{ __typename }', { __typename: 'Query' }],
    ['mutation { called: __typename }', { called: 'Mutation' }],
    ['{ ...F } fragment F on Query { __typename a: __typename @skip(if: true) }', { __typename: 'Query' }],
  ])('is answered here: %s', async (query, data) => {
    const { answer, services } = await federated(query);
    expect(answer).toEqual({ data });
    expect(services.asked).toEqual([]);
    expect(operations.get(query, undefined).soleOwner).toBeUndefined();
  });
  it('is no root field of a subscription', () => {
    expect(() => operations.get('subscription { __typename }', undefined)).toThrow(
      expect.objectContaining({
        facts: { detail: 'Anonymous Subscription must not select an introspection top level field.' },
      }),
    );
  });
});

describe('introspection', () => {
  it('is answered here, beside what the services answer', async () => {
    const { answer } = await federated('{ __type(name: "Tier") { enumValues { name } } me { name } }');
    expect(answer.data).toEqual({
      __type: { enumValues: ['STANDARD', 'GOLD', 'PLATINUM', 'PRIVATE'].map((name) => ({ name })) },
      me: { name: 'staff S1' },
    });
  });
});
