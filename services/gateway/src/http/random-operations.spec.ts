import { strictScalars } from '@hengxin/scalars';
import fc from 'fast-check';
import { buildSchema, graphqlSync } from 'graphql';
import { compose } from '../composition/compose.js';
import { Operations } from '../planning/operations.js';
import { errorPaths, holes, withoutGaps, type Compared } from '../testing/compared-answers.js';
import { lenientSchema, wholeSchema } from '../testing/in-process-subgraphs.js';
import { randomOperation } from '../testing/random-operation.js';
import { RunningGateway } from '../testing/running-gateway.js';
import { worksArguments, worksResolvers, worksSubgraphs } from '../testing/works-world.js';

const LIMITS = { depth: 40, cost: 1e6, rootFields: 50, fields: 5_000, queryBytes: 100_000 };
const supergraph = compose(worksSubgraphs);
const whole = wholeSchema(supergraph.publicSdl, worksResolvers);
const lenient = lenientSchema(supergraph.publicSdl, worksResolvers);
/** Services that could stand alone: operations on their schemas pass through. */
const alone = worksSubgraphs.slice(0, 2).map((subgraph) => buildSchema(compose([subgraph]).publicSdl));
const operations = new Operations(supergraph, strictScalars(buildSchema(supergraph.publicSdl)), LIMITS);

let gateway: RunningGateway;
let headers: Record<string, string>;
beforeAll(async () => {
  const { depth, cost, rootFields, fields, queryBytes } = LIMITS;
  const limits = {
    HENGXIN_LIMIT_DEPTH: String(depth),
    HENGXIN_LIMIT_COST: String(cost),
    HENGXIN_LIMIT_ROOT_FIELDS: String(rootFields),
    HENGXIN_LIMIT_FIELDS: String(fields),
    HENGXIN_LIMIT_QUERY_BYTES: String(queryBytes),
  };
  gateway = await RunningGateway.start(limits, worksSubgraphs, worksResolvers);
  headers = { authorization: `Bearer ${await gateway.issuer.issue('S1')}` };
}, 60_000);
afterAll(() => gateway.stop());

type Variables = Record<string, unknown>;
const passes = (query: string): boolean => operations.get(query, undefined).soleOwner !== undefined;
const inOneSchema = (schema: typeof whole, source: string, variableValues: Variables): Compared =>
  JSON.parse(JSON.stringify(graphqlSync({ schema, source, variableValues }))) as Compared;

async function expectAsWhole(query: string, variables: Variables): Promise<void> {
  const asked = gateway.services.seen.length;
  const { body } = (await gateway.ask(query, variables, headers)) as { body: Compared };
  const bodies = gateway.services.seen.slice(asked).map((seen) => (JSON.parse(seen.body) as { query: string }).query);
  if (passes(query)) {
    expect(bodies).toEqual([query]);
    const expected = inOneSchema(whole, query, variables);
    expect(JSON.stringify(body.data)).toBe(JSON.stringify(expected.data));
    expect(errorPaths(body)).toEqual(errorPaths(expected));
    return;
  }
  expect(bodies).not.toContain(query);
  const expected = inOneSchema(lenient, query, variables);
  const data = JSON.stringify(withoutGaps(expected.data));
  expect(JSON.stringify(body.data)).toBe(data);
  expect(holes(body)).toEqual(holes(expected));
}

describe('over HTTP, the answer of the gateway equals that of one schema', () => {
  it.each([
    ['a union of one service', true, '{ holders { __typename ... on Person { id name } ... on Team { id size } } }'],
    [
      'a union whose members others know',
      false,
      '{ holders { ... on Person { id rank favourite { __typename } } ... on Team { id name } } }',
    ],
    [
      'a union in a union',
      false,
      '{ anything { ... on Person { favourite { ... on Person { name } ... on Book { loans { days } } } } } }',
    ],
    ['an interface’s own fields', true, '{ works { id title author { id } } }'],
    ['an interface’s fields that lead elsewhere', false, '{ works { title author { name team { name } } } }'],
    ['an interface of an interface', true, '{ works { ... on Node { id } ... on Film { minutes } } }'],
    ['an interface within a union', true, '{ anything { ... on Node { id } ... on Work { title } } }'],
    ['a union within an interface', true, '{ nodes { ... on Holder { ... on Team { size } ... on Node { id } } } }'],
    ['an interface that one service does not know', false, '{ anything { ... on Named { name } } }'],
    [
      'fragments on both',
      false,
      '{ named { ...N ...H } } fragment N on Named { name } fragment H on Holder { ... on Person { works { ...W } } } fragment W on Work { title ... on Book { pages } }',
    ],
    [
      'an entity behind an interface behind an entity',
      false,
      '{ loans { book { related { ... on Film { about { ... on Person { name } } } } } reader { ... on Guest { nickname friend { age } } } } }',
    ],
    [
      'aliases',
      false,
      '{ one: work(id: "F3") { called: title a: author { n: name } } two: work(id: "B1") { called: title ... on Book { l: loans(first: 1) { d: days(extra: 2) } } } }',
    ],
    [
      'a value type of two services',
      false,
      '{ team(id: "T1") { motto { text } } works { ... on Film { motto { text language } } } }',
    ],
    [
      'an error in a member of a union',
      false,
      '{ holders(first: 4) { ... on Team { lead { name rank } members(first: 3) { name } } } }',
    ],
    [
      'a mutation with a union',
      false,
      'mutation { rename(id: "P2", name: "x") { position holder { ... on Team { lead { rank } } } person { favourite { __typename } } } }',
    ],
    [
      'a mutation of one service',
      true,
      'mutation { rename(id: "P2", name: "x") { person { age } holder { __typename } } }',
    ],
  ])('%s', async (_, passed, query) => {
    expect(passes(query)).toBe(passed);
    await expectAsWhole(query, {});
  });
  it.each([
    [
      'one service',
      true,
      '{ works(first: $n) { ...F @include(if: $yes) title @skip(if: $yes) } }',
      ' fragment F on Film { minutes }',
    ],
    [
      'several',
      false,
      '{ works(first: $n) { ... on Film @skip(if: $yes) { about { __typename ... on Person { name } } } author @include(if: $yes) { name } title } }',
      '',
    ],
  ])('conditions and variables of %s', async (_, passed, selection, fragments) => {
    const query = `query ($yes: Boolean = true, $n: Int = 2) ${selection}${fragments}`;
    expect(passes(query)).toBe(passed);
    for (const variables of [{}, { yes: true }, { yes: false, n: 4 }, { n: 1 }]) await expectAsWhole(query, variables);
  });
  it('any operation of one service', () =>
    forAny((seed) => {
      const operation = randomOperation(alone[seed % alone.length]!, seed, worksArguments);
      fc.pre(isShort(operation) && passes(operation.query));
      return operation;
    }));
  it('any operation of several', () =>
    forAny((seed) => {
      const operation = randomOperation(whole, seed, worksArguments);
      fc.pre(isShort(operation) && !passes(operation.query) && !operations.get(operation.query, undefined).asksNobody);
      return operation;
    }));
});

/** Longer ones are refused, as they compare too many fields of one name. */
const isShort = ({ query }: { query: string }): boolean => query.length < 4_000;

function forAny(make: (seed: number) => ReturnType<typeof randomOperation>): Promise<void> {
  const seeds = fc.integer({ min: 1, max: 2 ** 31 });
  const asks = fc.asyncProperty(seeds, async (seed) => {
    const { query, variables } = make(seed);
    await expectAsWhole(query, variables);
  });
  return fc.assert(asks, { numRuns: 100 });
}
