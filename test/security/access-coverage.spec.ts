import { readFileSync } from 'node:fs';
import { buildSchema, extendSchema, parse } from 'graphql';
import { entities, gapsOf, importKinds, lineFaultsOf, type Matrix, type Surface } from './access-coverage.js';
import { PLAIN, ROWS, type Thing } from './access-matrix.js';

const surface: Surface = {
  schema: buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8')),
  entities: entities(),
  importKinds: importKinds(),
};
const matrix: Matrix = { rows: ROWS, plain: PLAIN };
const enlarged = (more: string): Surface => ({ ...surface, schema: extendSchema(surface.schema, parse(more)) });
const without = (name: string): Matrix => ({ ...matrix, rows: ROWS.filter((row) => row.name !== name) });
const plainOf = (type: string, row: string, fields: string): Matrix => ({
  ...matrix,
  plain: { ...PLAIN, [type]: [row, fields] },
});

describe('the access matrix', () => {
  it('has a row for whatever can be asked, told and sent', () => {
    expect(surface.entities.length).toBeGreaterThan(4);
    expect(surface.importKinds.length).toBeGreaterThan(3);
    expect(gapsOf(surface, matrix)).toEqual([]);
  });

  it.each<[what: string, Surface, gaps: string[]]>([
    ['a query', enlarged('extend type Query { vault: String }'), ['Query.vault has no row']],
    ['a mutation', enlarged('extend type Mutation { melt: String }'), ['Mutation.melt has no row']],
    ['a subscription', enlarged('extend type Subscription { leaks: String }'), ['Subscription.leaks has no row']],
    [
      'a field without arguments',
      enlarged('extend type Client { iban: String }'),
      ['Client.iban has no row, and PLAIN does not name it'],
    ],
    ['a field with arguments', enlarged('extend type Unit { heads(of: Int): Int }'), ['Unit.heads has no row']],
    [
      'a type',
      enlarged('type Vault { code: String } extend type Reason { vault: Vault }'),
      ['Reason.vault has no row, and PLAIN does not name it', 'Vault.code has no row, and PLAIN does not name it'],
    ],
    [
      'an entity',
      { ...surface, entities: [...surface.entities, { type: 'Vault', service: 'organisation' }] },
      ['Entity.Vault has no row', 'Entity.Vault has no row at organisation'],
    ],
    [
      'another service for an entity',
      { ...surface, entities: [...surface.entities, { type: 'Client', service: 'organisation' }] },
      ['Entity.Client has no row at organisation'],
    ],
    ['a kind of file', { ...surface, importKinds: [...surface.importKinds, 'gold'] }, ['Import.gold has no row']],
  ])('is found wanting once there is one more: %s', (_, more, gaps) => expect(gapsOf(more, matrix)).toEqual(gaps));

  it('is found wanting once a plain field takes an argument, by which it may show more', () => {
    const sdl = readFileSync('docs/reference/schema.graphql', 'utf8').replace(
      '  tier: Tier!\n',
      '  tier(on: Date): Tier!\n',
    );
    expect(gapsOf({ ...surface, schema: buildSchema(sdl) }, matrix)).toEqual(['Client.tier has no row']);
  });

  it.each<[what: string, Matrix, gaps: string[]]>([
    [
      'a row',
      without('Query.unit'),
      ['Query.unit has no row', 'PLAIN.Unit names the row Query.unit, and there is none'],
    ],
    ['a field’s own row', without('Contact.notes'), ['Contact.notes has no row, and PLAIN does not name it']],
    ['an entity’s row', without('Entity.Unit'), ['Entity.Unit has no row', 'Entity.Unit has no row at organisation']],
    [
      'what is gone',
      plainOf('Warning', 'Mutation.registerClient', 'code field message severity'),
      [
        'Warning.severity has a row, and is not there',
        'Warning.severity stands under Mutation.registerClient, which does not ask for it',
      ],
    ],
    [
      'a row that asks for something else',
      plainOf('Warning', 'Mutation.assignClient', 'code field message'),
      ['code', 'field', 'message'].map(
        (name) => `Warning.${name} stands under Mutation.assignClient, which does not ask for it`,
      ),
    ],
    [
      'a field with two answers',
      plainOf('Client', 'Query.client', `${PLAIN['Client']![1]} name`),
      ['Client.name has a row, and PLAIN names it as well'],
    ],
    [
      'a row that strays',
      {
        ...matrix,
        rows: ROWS.map((row) => (row.name === 'Query.me' ? { ...row, query: '{ units { edges { cursor } } }' } : row)),
      },
      ['Query.me does not ask for what it is about'],
    ],
  ])('is found wanting by what it says itself: %s', (_, said, gaps) => expect(gapsOf(surface, said)).toEqual(gaps));

  const unit = ROWS.find(({ name }) => name === 'Query.unit')!;
  const [own, foreign, unknown] = [...unit.answers];
  const asked = (thing: Thing) => ({ id: thing });
  const row = { name: 'Query.vault', variables: asked, answers: unit.answers };
  it.each<[what: string, Parameters<typeof lineFaultsOf>[0], faults: string[]]>([
    ['nothing', row, []],
    [
      'a line for what is foreign',
      { ...row, answers: new Map([own!, unknown!]) },
      ['Query.vault has no line for foreign, and does not say why'],
    ],
    ['nothing, where it says why', { ...row, answers: new Map([own!, unknown!]), lacks: { foreign: 'one bank' } }, []],
    [
      'a reason that is none',
      { ...row, lacks: { foreign: 'one bank' } },
      ['Query.vault has a line for foreign, and says why it has none'],
    ],
    [
      'things that differ',
      { ...row, variables: (thing: Thing) => ({ id: thing === 'own' ? 'E1' : 'W1' }) },
      ['Query.vault asks for unknown as it asks for another'],
    ],
    [
      'lines for what it names',
      { ...row, answers: new Map([['any', own![1]]]) },
      ['Query.vault names a thing, and has a line for any'],
    ],
    [
      'one mind about what it names',
      { ...row, answers: new Map([['any', own![1]], foreign!]) },
      ['Query.vault has a line for any, and others'],
    ],
    ['nothing, where nothing is named', { name: 'Query.vaults', answers: new Map([['any', own![1]]]) }, []],
  ])('a row lacks %s', (_, of, faults) => expect(lineFaultsOf(of)).toEqual(faults));
});
