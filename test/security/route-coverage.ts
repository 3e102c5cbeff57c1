import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { lineFaultsOf } from './access-coverage.js';
import type { RouteRow } from './access-routes.js';

export interface RouteMatrix {
  readonly rows: readonly Pick<RouteRow, 'name' | 'variables' | 'lacks' | 'answers'>[];
  readonly beside: Readonly<Record<string, string>>;
}

/** What the list of routes lacks, a sentence each, by the name of what is at fault. */
export function routeGapsOf(registered: readonly string[], { rows, beside }: RouteMatrix): string[] {
  const written = new Set(rows.map(({ name }) => name));
  const named = [...written, ...Object.keys(beside)];
  const without = registered.filter((name) => !named.includes(name)).map((name) => `${name} has no row`);
  const gone = named.filter((name) => !registered.includes(name)).map((name) => `${name} is not there`);
  const twice = Object.keys(beside)
    .filter((name) => written.has(name))
    .map((name) => `${name} has a row, and BESIDE names it as well`);
  return [...without, ...gone, ...twice, ...rows.flatMap(lineFaultsOf)];
}

/** The routes of the gateway, as its files register them. */
export function registeredRoutes(): string[] {
  const folder = 'services/gateway/src';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.spec\.ts$|^(testing|generated)\//.test(name.replaceAll('\\', '/')))
    .map((name) => join(folder, name));
  const texts = [...files, 'libs/http-door/src/operations.ts'].map((file) => readFileSync(file, 'utf8'));
  return [...new Set(texts.flatMap(routesIn))].sort();
}

const SERVER = String.raw`(?:\b(?:scope|fastify|app|server)|getInstance(?:<\w+>)?\(\))`;
const SHORT = new RegExp(String.raw`${SERVER}\s*\.(get|post|put|patch|delete|all)\(\s*([^,)]+)`, 'g');
const METHODS = String.raw`\[[^\]]*\]|'[A-Z]+'`;
const WHOLE = new RegExp(String.raw`${SERVER}\s*\.route\((?:\{\s*method: (${METHODS}),\s*url: ([^,]+),)?`, 'g');
const OF_CONTROLLER = /@(Get|Post|Put|Patch|Delete|All)\((?:'([^']*)')?\)/g;
const FILE_OF = /^ {2}'(\/[^']+)': '[a-z-]+',$/gm;

/**
 * The routes that the text of a file registers, as `GET /metrics`. Where a path is spelt so that it cannot be read
 * here, the route is named by what stands there: it has no row by that name, and somebody has to look.
 */
export function routesIn(text: string): string[] {
  const constants = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/^const ([A-Z_]+) = '([^']*)';$/gm)) constants.set(name!, value!);
  const short = [...text.matchAll(SHORT)].map(
    ([, method, path]) => `${method!.toUpperCase()} ${read(path!, constants)}`,
  );
  const whole = [...text.matchAll(WHOLE)].flatMap(([, methods = "'ROUTE'", url = 'that cannot be read']) =>
    [...methods.matchAll(/[A-Z]+/g)].map(([method]) => `${method} ${read(url, constants)}`),
  );
  const [, prefix] = /@Controller\('([^']*)'\)/.exec(text) ?? [];
  const ofController =
    prefix === undefined
      ? []
      : [...text.matchAll(OF_CONTROLLER)].map(
          ([, verb, path = '']) => `${verb!.toUpperCase()} /${posix.join(prefix, path)}`,
        );
  const files = [...text.matchAll(FILE_OF)].map(([, file]) => file!);
  return [...short, ...whole, ...ofController].flatMap((route) => passedOn(route, files));
}

/** A route that passes certain files on and no others stands for these. */
function passedOn(route: string, files: readonly string[]): string[] {
  const beginning = route.replace(/^[A-Z]+ /, '').replace(/\*$/, '');
  const those = route.endsWith('/*') ? files.filter((file) => file.startsWith(beginning)) : [];
  return those.length === 0 ? [route] : those.map((file) => `${route.split(' ')[0]!} ${file}`);
}

/** A path as it is written: a text, a constant of the file, or one of these within a text. */
function read(written: string, constants: ReadonlyMap<string, string>): string {
  const path = written.trim();
  const [, text] = /^['`](.*)['`]$/.exec(path) ?? [];
  if (text === undefined) return constants.get(path) ?? path;
  return text.replace(/\$\{([A-Z_]+)\}/g, (hole, name: string) => constants.get(name) ?? hole);
}
