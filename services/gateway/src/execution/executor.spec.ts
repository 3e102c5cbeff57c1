import { strictScalars } from '@hengxin/scalars';
import { buildSchema, graphqlSync } from 'graphql';
import fc from 'fast-check';
import { compose } from '../composition/compose.js';
import { InProcessSubgraphs, lenientSchema, wholeSchema } from '../testing/in-process-subgraphs.js';
import { randomOperation } from '../testing/random-operation.js';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { Operations } from '../planning/operations.js';
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
  const answer = await new Executor(services, undefined, mostEntities).execute(operation, { variables, headers, language: 'en' });
  return { answer: JSON.parse(JSON.stringify(answer)) as Answer, services };
}

/** An answer of the lenient schema with the elements that are not there left out of their lists. */
function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((each) => (each === null ? [] : [withoutGaps(each)]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutGaps(each)]));
}

/**
 * The places that are empty because of an error, lists from which one took elements aside: two executions may tell different first causes,
 * never different holes.
 */
function holes({ data, errors }: Answer): string[] {
  const places = (errors ?? []).flatMap(({ path }) => {
    let value: unknown = data;
    const seen: (string | number)[] = [];
    for (const step of path ?? []) {
      if (value === null || value === undefined) break;
      if (Array.isArray(value) && (value[step as number] ?? null) === null) return [];
      // As it is counted once the missing ones are gone.
      seen.push(Array.isArray(value) ? value.slice(0, step as number).filter((each) => each !== null).length : step);
      value = (value as Record<string | number, unknown>)[step];
    }
    if (Array.isArray(value)) return [];
    return value === null ? seen.join('/') : `not empty: ${path?.join('/')}`;
  });
  return [...new Set(places)].sort();
}

async function expectAsWhole(query: string, variables: Record<string, unknown> = {}, mostEntities?: number): Promise<void> {
  const expected = JSON.parse(JSON.stringify(graphqlSync({ schema: lenient, source: query, variableValues: variables }))) as Answer;
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
    ['an error in a joined required field', '{ client(id: "C3") { id contacts { edges { node { staff { name } } } } } }'],
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
      contacts: { edges: [2, 3, 4].map((n) => ({ node: { staff: { name: `staff S${n}` }, unit: { name: `unit U${n}` } } })) },
      five: { rm: null },
      six: { rm: { name: 'staff S6' } },
    });
  });
  it('of one wave to one service are one request', async () => {
    const { services } = await federated('{ contacts { edges { node { staff { name } unit { name } client { rm { name } } } } } }');
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
    expect(services.asked[1]?.headers).toEqual(['authorization', 'Bearer x', 'hengxin-at-least', 'position-7,file-1,file-2']);
  });
  it('that follow a read of one’s own write carry its position', async () => {
    const { services } = await federated('query ($at: Position) { myDay(atLeast: $at) { items { client { name } } } me { name } }', {
      at: 'p9',
    });
    expect(services.asked.filter(({ headers }) => headers.includes('p9')).map(({ service }) => service)).toEqual(['client-registry']);
  });
  it('do not happen when nothing needs them', async () => {
    const { services } = await federated('{ client(id: "C99") { contacts { edges { node { id } } } } }');
    expect(services.asked).toHaveLength(1);
  });
});

describe('an entity that cannot be had', () => {
  const clientsOf = (answer: Answer, list: string) =>
    (answer.data![list] as { edges: { cursor: string; node: { client: { id: string } } }[] }).edges.map(({ node }) => node.client.id);

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
    expect(answer).toEqual({ data: { kpiContacts: { edges: ['K0', 'K2', 'K3'].map((id) => ({ node: { id, channel: 'VISIT' } })) } } });
  });
  it('costs a plan its own item', async () => {
    const gone = new InProcessSubgraphs(subgraphs);
    gone.gone.add('C2');
    const { answer } = await federated('{ myDay { items { id client { name } } } }', {}, gone);
    expect((answer.data!['myDay'] as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['P0', 'P1', 'P3', 'P4', 'P5']);
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
    const { answer } = await federated('{ contacts(first: 4) { edges { node { id client { id phone } staff { name } } } } }');
    expect(clientsOf(answer, 'contacts')).toEqual(['C2', 'C3', 'C4']);
    expect(answer.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['contacts', 'edges'],
        ['contacts', 'edges', 0, 'node', 'client', 'phone'],
      ]),
    );
    expect(answer.errors).toHaveLength(2);
  });
  it('is told of to whoever watches the gateway', async () => {
    const leftOut: unknown[] = [];
    const operation = operations.get('{ contacts(first: 4) { edges { node { client { name } } } } }', undefined);
    await new Executor(new InProcessSubgraphs(subgraphs), (...told) => void leftOut.push(told)).execute(operation, {
      variables: {},
      headers: [],
      language: 'en',
    });
    expect(leftOut).toEqual([['ContactConnection.edges', 1]]);
  });
});

describe('a service that is down', () => {
  it('empties no list: what a list lacks must not look like the truth', async () => {
    const services = new InProcessSubgraphs(subgraphs);
    services.down.add('client-registry');
    const { answer } = await federated('{ contacts { edges { node { client { name } } } } me { name } }', {}, services);
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(expect.arrayContaining(['SERVICE_UNAVAILABLE']));
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
        extensions: { code: 'SERVICE_UNAVAILABLE', service: 'visit-logging' },
      },
    ]);
  });
  it('is named at the root too', async () => {
    const { answer } = await without('client-registry');
    expect(answer.data).toEqual({ client: null, unit: { name: 'unit U1' } });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['client']]);
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
