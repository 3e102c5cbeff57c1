import { OperationRefused } from '@hengxin/operation-limits';
import { buildSchema } from 'graphql';
import { readConfiguration } from '../configuration.js';
import { supergraph } from '../generated/supergraph.js';
import { Operations } from './operations.js';

const { limits } = readConfiguration({ HENGXIN_PROFILE: 'standalone' });
const schema = buildSchema(supergraph.publicSdl);

/** What an operation counts, by the least limit that takes it. */
function costOf(query: string, variables: Record<string, unknown> = {}): number {
  const operation = new Operations(supergraph, schema, { ...limits, cost: -1 }).get(query, undefined);
  try {
    operation.check(variables);
  } catch (error) {
    if (error instanceof OperationRefused && error.code === 'OPERATION_TOO_COSTLY') return Number(error.facts['cost']);
    throw error;
  }
  throw new Error('an operation that counts less than nothing');
}
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');
const valid = (at: number) => `a${at}: consentValid(channel: PHONE, purpose: SERVICE)`;

describe('an operation counts', () => {
  it.each<[string, number, string]>([
    [
      'nothing for an object and what it holds',
      0,
      '{ client(id: "C1") { name phone consents { valid } rm { unit { parent { name } } } } }',
    ],
    ['each entry of a page', 120, '{ clients(first: 100) { edges { node { name } } } contacts { edges { cursor } } }'],
    [
      'each entry of the pages within a page',
      2_020,
      '{ clients { edges { node { contacts(first: 100) { edges { cursor } } } } } }',
    ],
    ['a read of its own as five', 5, `{ client(id: "C1") { ${valid(0)} } }`],
    ['one for each entry', 600, `{ clients(first: 100) { edges { node { ${valid(0)} } } } }`],
    ['each number that is revealed', 600, '{ clients(first: 100) { edges { node { phone(reveal: true) } } } }'],
    ['none that is not', 100, '{ clients(first: 100) { edges { node { phone(reveal: false) } } } }'],
    [
      'a page that is read for each entry as five at least',
      600,
      '{ clients(first: 100) { edges { node { contacts(first: 1) { edges { cursor } } } } } }',
    ],
    ['twenty of a list that has no pages', 100, `{ myDay { items { client { ${valid(0)} } } } }`],
  ])('%s', (_, cost, query) => expect(costOf(query)).toBe(cost));

  it('what a variable says of it', () => {
    const query = 'query ($yes: Boolean) { clients(first: 100) { edges { node { phone(reveal: $yes) } } } }';
    expect([{}, { yes: null }, { yes: false }, { yes: true }].map((variables) => costOf(query, variables))).toEqual([
      100, 100, 100, 600,
    ]);
    expect(costOf(query.replace('Boolean', 'Boolean = true'))).toBe(600);
  });
});

describe('within the limit', () => {
  const clients = (fields: string) => `{ clients(first: 100) { edges { node { ${fields} } } } }`;
  it.each([
    [
      'a page of clients with all that they allow',
      clients(`name phone(reveal: true) ${times(12, valid)} contacts { edges { node { notes } } }`),
    ],
    [
      'a day with all about its clients',
      `{ myDay { items { client { phone(reveal: true) ${times(12, valid)} contacts { edges { cursor } } } } } }`,
    ],
    [
      'twenty figures with what moved them',
      `{ ${times(20, (at) => `k${at}: kpi(scope: { unitId: "U1" }, period: { grain: YEAR, start: "2026-01-01" }) { values { value } restatements(first: 100) { edges { node { contact { client { name } } } } } }`)} }`,
    ],
  ])('is %s', (_, query) => expect(costOf(query)).toBeLessThanOrEqual(limits.cost));

  it.each([
    ['an answer that every client is asked for hundreds of times', clients(times(490, valid))],
    ['numbers revealed again and again', clients(times(490, (at) => `a${at}: phone(reveal: true)`))],
    [
      'one more for each contact of each client',
      clients(`contacts(first: 10) { edges { node { client { ${times(3, valid)} } } } }`),
    ],
    ['pages of one, hundreds of times', clients(times(40, (at) => `a${at}: contacts(first: 1) { edges { cursor } }`))],
  ])('is not %s', (_, query) => expect(costOf(query)).toBeGreaterThan(limits.cost));
});
