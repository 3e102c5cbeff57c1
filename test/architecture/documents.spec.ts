import { globSync, readFileSync } from 'node:fs';
import { AGGREGATES } from '@hengxin/contracts';
import { readSchema } from '@hengxin/scalars';
import { assertEnumType, buildSchema } from 'graphql';
import {
  answersOf,
  codesIn,
  isProduct,
  isSpec,
  lostFiles,
  readModels,
  strayCatalogues,
  textsOf,
  unconsumed,
  undocumented,
  unknownNames,
  unnamedIn,
  unregistered,
  unspecified,
  untried,
} from './documents.js';

const sources = textsOf('{libs,services,deploy}/*/src/**/*.ts', 'test/**/*.ts');
const product = sources.filter(isProduct);
const specs = sources.filter(isSpec).filter(({ path }) => !path.startsWith('test/architecture/'));
const documents = textsOf('*.md', 'docs/**/*.md', '{libs,services}/*/README.md');
const manuals = documents.filter(({ path }) => path !== 'CHANGELOG.md');

/** Said among our own parts alone; a caller gets another code. */
const INTERNAL = new Map([
  ['ADDED', 'a reason of a plan item: the schema tells it'],
  ['POSITION_REFUSED', 'of a checkpoint, told in the log and by /health/ready in words'],
  ['ECONNRESET', 'Node’s own'],
]);
const codes = codesIn(product);
const isPublic = (code: string) => !INTERNAL.has(code);

describe('a code that an answer may carry', () => {
  const all = [...codes.keys()].filter(isPublic);

  it('is found, in catalogues and beside them', () => {
    expect(all.length).toBeGreaterThan(140);
    for (const code of ['UNIT_CYCLE', 'PORTFOLIO_LARGE', 'RM_MISSING', 'TOKEN_EXPIRED', 'NOT_JSON', 'MALFORMED_QUERY'])
      expect(all).toContain(code);
    expect([...INTERNAL.keys()].filter((code) => !codes.has(code))).toEqual([]);
  });

  it('has its sentences registered by the module of its service', () => expect(unregistered(product)).toEqual([]));
  it('has a line in the documents', () => expect(undocumented(all, manuals)).toEqual([]));
  it('has a spec that names it', () => expect(unspecified(all, specs)).toEqual([]));
  it('stands in a file that the reference is made of', () => expect(strayCatalogues(product)).toEqual([]));

  it('is named where one of these is missing', () => {
    const said = codesIn([
      {
        path: 'a/x.rejections.ts',
        text: "export const x = defineRejections({\n  ONE_THING: { field: [], en: '', zh: '' },\n});",
      },
      { path: 'a/y.ts', text: "throw new QueryRefused('TWO_THINGS');\nconst view = { code: 'THREE_THINGS' };" },
    ]);
    expect([...said]).toEqual([
      ['ONE_THING', 'a/x.rejections.ts'],
      ['THREE_THINGS', 'a/y.ts'],
      ['TWO_THINGS', 'a/y.ts'],
    ]);
    const page = { path: 'docs/x.md', text: 'says `ONE_THING`\n| `TWO_THINGS` | - |\n' };
    expect(undocumented(said.keys(), [page])).toEqual(['ONE_THING', 'THREE_THINGS']);
    expect(unspecified(said.keys(), [{ path: 'x.spec.ts', text: "toBe('TWO_THINGS')" }])).toEqual([
      'ONE_THING',
      'THREE_THINGS',
    ]);
    expect(strayCatalogues([{ path: 'a/columns.ts', text: 'export const x = defineRejections({' }])).toEqual([
      'a/columns.ts',
    ]);
  });
});

describe('a projection of a service', () => {
  it('is found, whether it stands there or is made for a clock', () => {
    const names = readModels(product).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(45);
    for (const name of ['planItems', 'gifts', 'clientFacts', 'leavesKept', 'occasions', 'groupsKept'])
      expect(names).toContain(name);
  });

  it('stands in a list of the module of its service', () => expect(unconsumed(product)).toEqual([]));

  it('is named where it stands in none', () => {
    const listed = [
      '/** What `told` shows. */',
      "import { told } from './told.js';",
      'const service = { projections: [kept], seeds: [told.consumer] };',
    ].join('\n');
    const texts = [
      { path: 'services/a/src/a.module.ts', text: listed },
      { path: 'services/a/src/kept.projection.ts', text: 'export const kept = projection({' },
      { path: 'services/a/src/told.projection.ts', text: 'export const told = projection<A, B>({' },
      { path: 'services/a/src/made.ts', text: 'export const made = ({ clock }: Parts): Projection =>' },
      { path: 'services/b/src/kept.ts', text: 'export function kept(\n  now: () => string,\n): Projection {' },
      { path: 'libs/c/src/shared.ts', text: 'export const shared = projection({' },
    ];
    expect(unconsumed(texts)).toEqual([
      'services/a/src/told.projection.ts: told',
      'services/a/src/made.ts: made',
      'services/b/src/kept.ts: kept',
    ]);
  });
});

describe('what a bank asks for, counts and records', () => {
  const schema = buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8'));
  // What lists all of them proves of none what it does.
  const trials = specs.filter(({ path }) => !/^test\/(security|bench)\//.test(path));
  /** Every service has these of its own name; the kit has the spec. */
  const OF_EVERY_SERVICE = /State$|^(release|skip)ParkedIn/;

  it('has a spec that names each root field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.keys(root!.getFields()));
    const own = fields.filter((name) => !OF_EVERY_SERVICE.test(name));
    expect(own.length).toBeGreaterThan(90);
    expect(untried(own, trials)).toEqual([]);
  });

  it('has a spec that names each metric, and a figure of the oracle', () => {
    const metrics = assertEnumType(schema.getType('Metric')).getValues();
    const codes = metrics.map(({ name }) => name);
    expect(untried(codes, trials)).toEqual([]);
    // Journeys compare every figure with the oracle's.
    const oracle = trials.filter(({ path }) => /^test\/oracle\/(?!.*\.spec)/.test(path));
    expect(untried(codes, oracle)).toEqual([]);
  });

  it('has a spec that names each event', () => {
    const types = AGGREGATES.flatMap(({ events }) => Object.keys(events));
    expect(types.length).toBeGreaterThan(70);
    expect(untried(types, trials)).toEqual([]);
  });

  it('is named where no spec names it as a word of its own', () =>
    expect(untried(['gift', 'gifts', 'GIFTS'], [{ path: 'x.spec.ts', text: "ask('{ gifts }')" }])).toEqual([
      'GIFTS',
      'gift',
    ]));
});

describe('the documents', () => {
  const reference = readFileSync('docs/reference/configuration.md', 'utf8');
  const code = [...sources.map(({ text }) => text), readFileSync('test/run.mjs', 'utf8')].join('\n');
  const VARIABLE = /\bHENGXIN_[A-Z0-9_]*[A-Z0-9]\b/g;
  const HEADER = /(?<![\w@/.-])hengxin-[a-z]+(?:-[a-z]+)*/g;
  const files = globSync('**/*', { exclude: (name) => ['node_modules', 'dist', '.git', '.nx'].includes(name) });

  it('name variables that the reference has, or that the tests read', () => {
    const known = (name: string) =>
      reference.includes(`\`${name}\``) || new RegExp(`env(\\.|\\['?)${name}\\b`).test(code);
    expect(unknownNames(manuals, VARIABLE, known)).toEqual([]);
    expect(unknownNames([{ path: 'x.md', text: '`HENGXIN_PORT`, `HENGXIN_PROT`' }], VARIABLE, known)).toEqual([
      'x.md: HENGXIN_PROT',
    ]);
  });

  it('name headers that the ports read', () => {
    const known = (name: string) => new RegExp(`['"]${name}['"]`).test(code);
    expect(unknownNames(manuals, HEADER, known)).toEqual([]);
    expect(unknownNames([{ path: 'x.md', text: '`hengxin-internal`, `hengxin-secret`' }], HEADER, known)).toEqual([
      'x.md: hengxin-secret',
    ]);
  });

  it('lead to files that are there', () => {
    expect(lostFiles(manuals, files)).toEqual([]);
    const text = '[a](b.md#c) [d](https://e.example) [f](README.md) `g/h.ts` `x.ts`';
    expect(lostFiles([{ path: 'docs/README.md', text }], ['docs/README.md', 'src/x.ts'])).toEqual([
      'docs/README.md: b.md',
      'docs/README.md: g/h.ts',
    ]);
  });

  it.each(
    globSync('services/*/src/*.module.ts')
      .map((path) => path.split('/')[1]!)
      .filter((service) => service !== 'gateway'),
  )('of %s name what is answered at its port', (service) => {
    const readme = readFileSync(`services/${service}/README.md`, 'utf8');
    expect(
      unnamedIn(readme, answersOf(readSchema(service, new URL(`../../services/${service}/src/`, import.meta.url)))),
    ).toEqual([]);
  });

  it('and would be found wanting without', () => {
    const sdl =
      'type Query { a: Int b: A } type Mutation { c: Int } type A @key(fields: "id") { id: ID } type B @key(fields: "id", resolvable: false) { id: ID }';
    expect(answersOf(sdl)).toEqual(['a', 'b', 'c', 'A']);
    expect(unnamedIn('`a`, `A.id`, c', answersOf(sdl))).toEqual(['b', 'c']);
  });
});
