import { readFileSync } from 'node:fs';
import { type GraphQLSchema, isInputObjectType, isObjectType, getNamedType, parse, validate } from 'graphql';
import { SERVICES } from './doors.js';
import { EVERYWHERE, HOLE, IMPORT_PARAMETERS, STANDS } from './hostile.js';
import {
  DOORS,
  fixed,
  gatewaySchema,
  GENERATED,
  generated,
  importCallOf,
  importThrows,
  LEAST_GENERATED,
  serviceSchema,
  TARGETS,
} from './throws.js';

/** Every argument of every field, and every field of every input, by another way than the targets are made. */
function placesIn(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && name !== 'Subscription')
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ name, args }) =>
        args.map((arg) => ({ at: `${type.name}.${name}`, arg })),
      ),
    )
    .filter(({ at }) => at !== 'Query._entities')
    .flatMap(({ at, arg }) => {
      const paths = [arg.name];
      const open = [{ path: arg.name, type: getNamedType(arg.type), above: [] as string[] }];
      for (const { path, type, above } of open)
        // One that holds itself is gone into once.
        if (isInputObjectType(type) && !above.includes(type.name))
          for (const field of Object.values(type.getFields())) {
            paths.push(`${path}.${field.name}`);
            const within = [...above, type.name];
            open.push({ path: `${path}.${field.name}`, type: getNamedType(field.type), above: within });
          }
      return paths.map((path) => `${at}(${path})`);
    });
}

describe('values that nobody should send', () => {
  const named = (door: (typeof DOORS)[number]) => TARGETS[door].map(([{ name }]) => name).sort();

  it('go to every argument of every field, and to every field of an input, at every door', () => {
    expect(named('gateway')).toEqual(placesIn(gatewaySchema()).sort());
    const ofServices = SERVICES.flatMap((service) => placesIn(serviceSchema(service))).sort();
    expect(named('service')).toEqual(ofServices);
    expect(named('service without proof')).toEqual(ofServices);
    for (const name of [
      'Client.contacts(first)',
      'Client.phone(reveal)',
      'KpiResult.restatements(after)',
      'Mutation.registerClient(input.consents.expiresOn)',
    ])
      expect([named('gateway'), named('service')].map((names) => names.includes(name))).toEqual([true, true]);
  });

  it('stand in operations that are sound but for them', () => {
    const gateway = gatewaySchema();
    const schemas = new Map(SERVICES.map((service) => [service, serviceSchema(service)]));
    for (const door of ['gateway', 'service'] as const)
      for (const [{ name, query, literal }, service] of TARGETS[door]) {
        const schema = door === 'gateway' ? gateway : schemas.get(service)!;
        expect([name, validate(schema, parse(query))]).toEqual([name, []]);
        expect([name, literal.split(HOLE).length, parse(literal).kind]).toEqual([name, 2, 'Document']);
        // With the hole in it nothing else is at fault.
        const faults = validate(schema, parse(literal)).filter(({ message }) => !message.includes(HOLE));
        expect([name, faults]).toEqual([name, []]);
      }
  });

  it('are the same few everywhere, in a variable and in the text', () => {
    const places = DOORS.reduce((sum, door) => sum + TARGETS[door].length, 0);
    expect(fixed()).toHaveLength(places * EVERYWHERE.length * STANDS.length);
  });

  it('and 3,000 by chance, each door with values in variables and in texts, other ones by another seed', () => {
    const thrown = generated(LEAST_GENERATED);
    expect(thrown).toHaveLength(3_000);
    // A long run throws more.
    expect(GENERATED).toBeGreaterThanOrEqual(LEAST_GENERATED);
    const kinds = Map.groupBy(thrown, ({ door, stands }) => `${door}, ${stands}`);
    expect(kinds.size).toBe(DOORS.length * STANDS.length);
    for (const [kind, of] of kinds) expect([kind, of.length > LEAST_GENERATED / 12]).toEqual([kind, true]);
    expect(new Set(thrown.map(({ target }) => target.name)).size).toBeGreaterThan(TARGETS.gateway.length * 0.95);
    expect(new Set(thrown.map(({ value }) => value)).size).toBeGreaterThan(700);
    expect(generated(LEAST_GENERATED)).toEqual(thrown);
    expect(generated(LEAST_GENERATED, 7)).not.toEqual(thrown);
  });

  it('are as many as the threat model says', () => {
    const words = readFileSync('docs/security/threat-model.md', 'utf8').replaceAll(/\s+/g, ' ');
    expect(words).toContain(`${LEAST_GENERATED.toLocaleString('en')} generated ones`);
    expect(words).toContain(`${(LEAST_GENERATED / 10).toLocaleString('en')} at what an import says beside its file`);
  });

  it('come with files as well: every parameter at every door, in calls that HTTP lets through', () => {
    const thrown = importThrows(LEAST_GENERATED / 10);
    const kinds = new Set(thrown.map(({ door, parameter }) => `${door}, ${parameter}`));
    expect(kinds.size).toBe(DOORS.length * IMPORT_PARAMETERS.length);
    for (const each of thrown) {
      const { path, headers } = importCallOf(each);
      expect(() => new Request(`http://127.0.0.1${path}`, { headers: { ...headers } })).not.toThrow();
    }
  });
});
