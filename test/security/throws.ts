import { readFileSync } from 'node:fs';
import { readSchema } from '@hengxin/scalars';
import fc from 'fast-check';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { type Caller, CALLERS, ROWS, type Row } from './access-matrix.js';
import type { RouteCall } from './access-routes.js';
import { type Door, type Service, SERVICES } from './doors.js';
import {
  ABOVE,
  ABOVE_ENTITIES,
  aboveState,
  bodyOf,
  EVERYWHERE,
  hostileJson,
  hostileParameter,
  IMPORT_PARAMETERS,
  type ImportParameter,
  type Stands,
  STANDS,
  type Target,
  targetsOf,
} from './hostile.js';

/** What is thrown at a door. */
export interface Throw {
  readonly door: Door;
  readonly service: Service;
  readonly caller: Caller;
  readonly target: Target;
  readonly value: string;
  readonly stands: Stands;
  readonly body: string;
}

export const DOORS: readonly Door[] = ['gateway', 'service', 'service without proof'];
/** Another one throws other values: `HENGXIN_SEED=7 npm test -- security`. */
export const SEED = Number(process.env['HENGXIN_SEED'] ?? 20260302);
/** So many values by chance at least. A long run throws more: `HENGXIN_GENERATED=100000 npm test -- security`. */
export const LEAST_GENERATED = 3_000;
export const GENERATED = Math.max(LEAST_GENERATED, Math.trunc(Number(process.env['HENGXIN_GENERATED'])) || 0);
/** Beside files, so many: each is a whole import. */
export const GENERATED_IMPORTS = Math.trunc(GENERATED / 10);

/** Where values go at a door: each service's own port has the service's own fields. */
export const TARGETS: Readonly<Record<Door, readonly (readonly [Target, Service])[]>> = (() => {
  const ofServices = SERVICES.flatMap((service) =>
    targetsOf(serviceSchema(service), {
      ...ABOVE,
      ...aboveState(service),
      ...(service !== 'client-registry' && ABOVE_ENTITIES),
    })
      // What services ask each other has a case of its own.
      .filter(({ name }) => !name.startsWith('Query._entities'))
      .map((target) => [target, service] as const),
  );
  const ofGateway = targetsOf(gatewaySchema(), { ...ABOVE, ...aboveState('visit-logging') }).map(
    (target) => [target, rowOf(target).service] as const,
  );
  return { gateway: ofGateway, service: ofServices, 'service without proof': ofServices };
})();

/** What every argument gets at every door, in a variable and in the text. */
export function fixed(): Throw[] {
  return DOORS.flatMap((door) =>
    TARGETS[door].flatMap((place) =>
      EVERYWHERE.flatMap((value) => STANDS.map((stands) => thrown(door, place, value, stands))),
    ),
  );
}

/** Door, where the value stands and the value itself, each by chance; the places of a door in turn, shuffled. */
export function generated(count = GENERATED, seed = SEED): Throw[] {
  const places = new Map(DOORS.map((door, i) => [door, inTurn(door, seed + i)]));
  const one = fc.tuple(fc.constantFrom(...DOORS), hostileJson, fc.constantFrom(...STANDS));
  return fc
    .sample(one, { numRuns: count, seed })
    .map(([door, value, stands]) => thrown(door, places.get(door)!.next().value!, value, stands));
}

/** Without end: however many places there are, none is passed over while another is met twice. */
function* inTurn(door: Door, seed: number): Generator<(typeof TARGETS)[Door][number]> {
  const all = TARGETS[door];
  const [shuffled] = fc.sample(fc.shuffledSubarray([...all], { minLength: all.length }), { numRuns: 1, seed });
  for (;;) yield* shuffled!;
}

/** What is thrown at an import beside its file. */
export interface ImportThrow {
  readonly door: Door;
  readonly parameter: ImportParameter;
  readonly value: string;
}

/** Door, parameter and value by chance. */
export function importThrows(count = GENERATED_IMPORTS, seed = SEED): ImportThrow[] {
  const one = fc.tuple(fc.constantFrom(...DOORS), fc.constantFrom(...IMPORT_PARAMETERS), hostileParameter);
  return fc.sample(one, { numRuns: count, seed }).map(([door, parameter, value]) => ({ door, parameter, value }));
}

/** The call that brings it: a file with a header line alone, so that nothing is stored whatever is made of it. */
export function importCallOf({ parameter, value }: Pick<ImportThrow, 'parameter' | 'value'>): RouteCall {
  const file = { path: '/import/units', body: 'unit_id,parent_id,kind,name\n' };
  const csv = { 'content-type': 'text/csv' };
  switch (parameter) {
    case 'encoding':
      return { ...file, path: `${file.path}?encoding=${encodeURIComponent(value)}`, headers: csv };
    case 'content-type':
      return { ...file, headers: { 'content-type': value } };
    case 'charset':
      return { ...file, headers: { 'content-type': `text/csv; charset=${value}` } };
    case 'import-id':
    case 'hengxin-at-least':
      return { ...file, headers: { ...csv, [parameter]: value } };
  }
}

/** Values alone. */
export const values = (count: number): string[] => fc.sample(hostileJson, { numRuns: count, seed: SEED });

export function gatewaySchema(): GraphQLSchema {
  return buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8'));
}

/** A service's schema as its files have it. */
export function sdlOf(service: Service): string {
  return readSchema(service, new URL(`../../services/${service}/src/`, import.meta.url));
}

/** A service's own schema, with what federation adds to it. */
export function serviceSchema(service: Service): GraphQLSchema {
  const sdl = sdlOf(service);
  const entities = [...sdl.matchAll(/^type (\w+) @key/gm)].map(([, type]) => type!);
  return buildSchema(`
    directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT
    directive @shareable repeatable on OBJECT | FIELD_DEFINITION
    scalar _Any
    union _Entity = ${entities.join(' | ')}
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
    ${sdl.replace(/^extend schema .*$/m, '')}`);
}

function thrown(door: Door, [target, service]: readonly [Target, Service], value: string, stands: Stands): Throw {
  const { answers } = rowOf(target, service);
  const words = answers.get('own') ?? answers.get('any') ?? answers.get('unknown')!;
  // A caller that gets data; where nobody does, one that may ask.
  const caller =
    CALLERS.find((each) => words[each] === 'data') ?? CALLERS.find((each) => words[each] !== 'NOT_ALLOWED')!;
  return { door, service, caller, target, value, stands, body: bodyOf(target, value, stands) };
}

/** The row of the matrix that says who may ask. */
function rowOf({ root }: Target, service?: Service): Pick<Row, 'service' | 'answers'> {
  const row = ROWS.find(
    (each) => each.name.split(' ')[0] === root && (service === undefined || each.service === service),
  );
  if (!row) throw new Error(`${root} has no row in the access matrix`);
  return row;
}
