import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type DefinitionNode, Kind, parse } from 'graphql';

/** A file of the workspace, by its path from the root. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

/** Files of the workspace, what is built or installed left out. */
export function textsOf(...patterns: readonly string[]): Text[] {
  return globSync([...patterns])
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

const SPEC = /\.(spec|suite)\.ts$/;
const IN_TESTS = /(^|\/)(testing|conformance|bench)\//;
export const isSpec = ({ path }: Text): boolean => SPEC.test(path) || path.startsWith('test/');
export const isProduct = ({ path }: Text): boolean =>
  !SPEC.test(path) && !IN_TESTS.test(path) && !path.startsWith('test/');

/** How a code comes into an answer where no catalogue's maker gives it. */
const SAID = [
  /\bcode(?::| =) *'([A-Z][A-Z_]{3,})'/g,
  /\b(?:QueryRefused|NotAuthenticated|OperationRefused|Refusal|plain)\('([A-Z][A-Z_]{3,})'/g,
  /\b(?:shaped\(\d+, |refuse\()'([A-Z][A-Z_]{3,})'/g,
];
/** At the beginning of a line of code, not within a comment. */
const CATALOGUE = /^export const \w+ = .*\bdefineRejections\(\{/m;
const CATALOGUE_FILE = /(rejections|warnings)\.ts$/;

/** Every code that the product may answer with, and the file that says so. */
export function codesIn(sources: readonly Text[]): Map<string, string> {
  const found = new Map<string, string>();
  const note = (code: string | undefined, path: string): void =>
    void (code && !found.has(code) && found.set(code, path));
  for (const { path, text } of sources) {
    if (CATALOGUE.test(text)) for (const [, code] of text.matchAll(/^ {2}([A-Z][A-Z_]{3,}): /gm)) note(code, path);
    for (const said of SAID) for (const [, code] of text.matchAll(said)) note(code, path);
  }
  return found;
}

/** Catalogues that the reference does not see: it is made of files by their names. */
export function strayCatalogues(sources: readonly Text[]): string[] {
  return sources.filter(({ path, text }) => CATALOGUE.test(text) && !CATALOGUE_FILE.test(path)).map(({ path }) => path);
}

/** Catalogues of services that no module registers: their codes would be answered in place of a sentence. */
export function unregistered(sources: readonly Text[]): string[] {
  const modules = sources.flatMap(({ path, text }) => (path.endsWith('.module.ts') ? [text] : [])).join('\n');
  return sources
    .filter(({ path }) => /^services\/(?!gateway\/)/.test(path))
    .flatMap(({ text }) => [...text.matchAll(/^export const (\w+) = defineRejections\(/gm)].map(([, name]) => name!))
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(modules));
}

const READ_MODELS = [
  /^export const (\w+)(?:: Projection\b[^=\n]*)? = (?:projection|clientDirectory)\b/gm,
  /^export const (\w+) = \(.*\): Projection\b/gm,
  /^export function (\w+)\([^{]*?\): Projection\b/gm,
];
/** What a module says beside its lists. */
const BESIDE_LISTS = /\/\*.*?\*\/|\/\/.*?$|^import\b.*?;$/gms;

/** Read models that no list of their service's module has: nobody would consume for them. As `path: name`. */
export function unconsumed(sources: readonly Text[]): string[] {
  const serviceOf = (path: string) => /^services\/([^/]+)\//.exec(path)?.[1];
  const lists = new Map<string, string>();
  for (const { path, text } of sources)
    if (path.endsWith('.module.ts')) {
      const service = serviceOf(path) ?? '';
      lists.set(service, `${lists.get(service) ?? ''}\n${text.replace(BESIDE_LISTS, '')}`);
    }
  return readModels(sources.filter(({ path }) => serviceOf(path)))
    .filter(({ path, name }) => !new RegExp(`\\b${name}\\b(?!\\.)`).test(lists.get(serviceOf(path)!) ?? ''))
    .map(({ path, name }) => `${path}: ${name}`);
}

/** Projections that files export, or make for a clock. */
export function readModels(sources: readonly Text[]): { readonly path: string; readonly name: string }[] {
  return sources.flatMap(({ path, text }) =>
    READ_MODELS.flatMap((made) => [...text.matchAll(made)].map(([, name]) => ({ path, name: name! }))),
  );
}

/** Codes without a line of a table in the documents: `| `CODE` | …`. */
export function undocumented(codes: Iterable<string>, documents: readonly Text[]): string[] {
  const told = new Set(
    documents.flatMap(({ text }) => [...text.matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map(([, code]) => code)),
  );
  return [...codes].filter((code) => !told.has(code)).sort();
}

/** Codes that no spec names. */
export function unspecified(codes: Iterable<string>, specs: readonly Text[]): string[] {
  const named = new Set(specs.flatMap(({ text }) => text.match(/\b[A-Z][A-Z_]{3,}\b/g) ?? []));
  return [...codes].filter((code) => !named.has(code)).sort();
}

/** Names that stand as words of their own in no spec. */
export function untried(names: readonly string[], specs: readonly Text[]): string[] {
  const words = new Set(specs.flatMap(({ text }) => text.match(/\b\w+\b/g) ?? []));
  return names.filter((name) => !words.has(name)).sort();
}

/** Names by a pattern that a document has and the known ones lack, as `README.md: HENGXIN_X`. */
export function unknownNames(documents: readonly Text[], pattern: RegExp, known: (name: string) => boolean): string[] {
  return documents.flatMap(({ path, text }) =>
    [...new Set(text.match(pattern) ?? [])].filter((name) => !known(name)).map((name) => `${path}: ${name}`),
  );
}

/** Links to files that are not there, and files named in the text that nobody has, as `README.md: src/x.ts`. */
export function lostFiles(documents: readonly Text[], files: readonly string[]): string[] {
  const there = new Set(files.map((path) => normalize(path)));
  const known = (name: string) => there.has(name) || files.some((path) => path.endsWith(`/${name}`));
  return documents.flatMap(({ path, text }) => [
    ...[...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => {
        const target = normalize(join(dirname(path), link)).replace(/\/$/, '');
        return !there.has(target) && !files.some((each) => each.startsWith(`${target}/`));
      })
      .map((link) => `${path}: ${link}`),
    ...[...text.matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)]
      .map(([, name]) => name!)
      .filter((name) => !known(name))
      .map((name) => `${path}: ${name}`),
  ]);
}

/**
 * What a service answers at its port, as its README has to name it: root fields, and entities that are asked for by id.
 */
export function answersOf(sdl: string): string[] {
  const { definitions } = parse(sdl);
  const roots = ['Query', 'Mutation', 'Subscription'];
  return definitions.flatMap((definition): string[] => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    if (roots.includes(definition.name.value)) return (definition.fields ?? []).map(({ name }) => name.value);
    return isResolvable(definition) ? [definition.name.value] : [];
  });
}

function isResolvable(definition: DefinitionNode): boolean {
  const key = 'directives' in definition ? definition.directives?.find(({ name }) => name.value === 'key') : undefined;
  const refused = key?.arguments?.some(
    ({ name, value }) => name.value === 'resolvable' && 'value' in value && value.value === false,
  );
  return key !== undefined && !refused;
}

/** What of it the README does not name, in backticks: `units`, or `Client.contacts` for `Client`. */
export function unnamedIn(readme: string, answers: readonly string[]): string[] {
  const named = new Set([...readme.matchAll(/`(\w+)[^`]*`/g)].map(([, name]) => name));
  return answers.filter((answer) => !named.has(answer));
}
