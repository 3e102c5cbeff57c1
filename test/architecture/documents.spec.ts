import { globSync, readFileSync } from 'node:fs';
import { readSchema } from '@hengxin/scalars';
import {
  answersOf,
  codesIn,
  isProduct,
  isSpec,
  lostFiles,
  strayCatalogues,
  textsOf,
  undocumented,
  unknownNames,
  unnamedIn,
  unregistered,
  unspecified,
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
