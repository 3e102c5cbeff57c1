import { readFileSync } from 'node:fs';
import { type Text, textsOf } from './documents.js';

const PAGE = 'docs/how-to/add-a-capability.md';
const SECTION = /^## Every file that it touches\n(.*?)^## /ms;

/** The patterns of files in the first column of a table; one without a folder stands beside the first of its row. */
function patternsIn(page: string): string[] {
  const [, section = ''] = SECTION.exec(page) ?? [];
  return [...section.matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(([, cell]) => {
    const names = [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const folder = names[0]!.slice(0, names[0]!.lastIndexOf('/') + 1);
    return names.map((name) => (name.includes('/') || !folder ? name : folder + name));
  });
}

/** `services/<context>/src/<slice>/<name>.graphql`: a word in angles is any name of one folder or file. */
function matcherOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replace(/<\w+>/g, '[^/]+')}$`);
}

/** Files that say one of these words and match no pattern. */
function untold(files: readonly Text[], words: RegExp, patterns: readonly string[]): string[] {
  const told = patterns.map(matcherOf);
  return files
    .filter(({ path, text }) => words.test(text) && !told.some((each) => each.test(path)))
    .map(({ path }) => path);
}

describe('the table of files that a capability touches', () => {
  const patterns = patternsIn(readFileSync(PAGE, 'utf8'));
  const files = textsOf(
    '{libs,services}/*/src/**/*.{ts,tsx,graphql}',
    'services/*/README.md',
    'test/**/*.ts',
    'docs/surface/*',
    'docs/glossary.md',
    'CHANGELOG.md',
  );
  const byHand = files.filter(
    ({ path }) => !/generated|graphql-env|\.(spec|suite)\.ts$|^test\/architecture\//.test(path),
  );
  /** An event, a command and a figure of one capability. */
  const WORDS = /\b(GiftHandedOver|handOverGift|GIFTS_IN_PERSON)\b/;

  it('has every file written by hand of one in the product', () => {
    expect(byHand.filter(({ text }) => WORDS.test(text)).length).toBeGreaterThan(15);
    expect(untold(byHand, WORDS, patterns)).toEqual([]);
  });

  it('names no file that is not there', () => {
    expect(patterns.length).toBeGreaterThan(25);
    const isThere = (pattern: string) => files.some(({ path }) => matcherOf(pattern).test(path));
    expect(patterns.filter((pattern) => !isThere(pattern))).toEqual([]);
  });

  it('says of each what names it when it is forgotten', () => {
    const rows = readFileSync(PAGE, 'utf8')
      .match(SECTION)![1]!
      .match(/^\| .*`.*$/gm)!;
    expect(rows.filter((row) => !/names|compile|ends|npm run check/.test(row))).toEqual([]);
  });

  it('would be found wanting', () => {
    const page =
      '## Every file that it touches\n\n| `services/<context>/src/<name>.graphql`, `<name>.ts` | x |\n\n## Next\n';
    expect(patternsIn(page)).toEqual(['services/<context>/src/<name>.graphql', 'services/<context>/src/<name>.ts']);
    const said = ['services/a/src/b.ts', 'services/a/src/c/b.ts', 'services/a/src/b.tsx'].map((path) => ({
      ...{ path, text: 'GIFTS_IN_PERSON' },
    }));
    expect(untold(said, WORDS, patternsIn(page))).toEqual(['services/a/src/c/b.ts', 'services/a/src/b.tsx']);
  });
});
