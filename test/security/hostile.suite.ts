import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { eventually } from '../platform/platform.js';
import { type Caller, CALLERS, ENTITIES, MUTATIONS, QUERIES } from './access-matrix.js';
import { type Answer, type Door, type Doors, type Service, SERVICES } from './doors.js';
import { EVERYWHERE, HOLE, hostileJson, type Target, targetsOf } from './hostile.js';
import { listen } from './sockets.js';

const SEED = 20260302;
const INPUTS = 2_000;
const AT_ONCE = 12;
/** Seconds suffice; a busy machine takes its time. */
const IN_TIME_MS = 300_000;

const values = (count = INPUTS): string[] => fc.sample(hostileJson, { numRuns: count, seed: SEED });

/** 2,000 values: what every target gets, and the rest by chance in turn. */
function dealtTo(targets: readonly Target[]): [Target, string][] {
  const certain = targets.flatMap((target) => EVERYWHERE.map((value): [Target, string] => [target, value]));
  const byChance = values(INPUTS - certain.length).map((value, i): [Target, string] => [targets[i % targets.length]!, value]);
  return [...certain, ...byChance];
}

interface Throw {
  readonly door: Door;
  readonly service: Service;
  readonly caller: Caller;
  readonly target: string;
  readonly body: string;
}

/** Values that nobody should send, at every argument there is: an answer comes, and says by its code what is wrong. */
export function hostileSuite(doors: () => Doors): void {
  describe('values that nobody should send', () => {
    let targets: readonly Target[];
    beforeAll(async () => {
      const { data } = await doors().platform.askWith<IntrospectionQuery>(null, getIntrospectionQuery());
      targets = targetsOf(buildClientSchema(data!));
    });

    it('go to every argument and to every field of an input', () => {
      expect(targets.length).toBeGreaterThan(100);
      // Else nothing would be left for chance: throw more.
      expect(targets.length * EVERYWHERE.length).toBeLessThan(INPUTS * 0.75);
      for (const name of [
        'Query.unit(on)',
        'Mutation.registerClient(input.consents.expiresOn)',
        'Client.phone(reveal)',
        'KpiResult.restatements(after)',
      ])
        expect(targets.map((target) => target.name)).toContain(name);
    });

    it(
      'are answered at the gateway',
      async () => {
        const thrown = dealtTo(targets).map(([target, value], i) => throwAt(target, value, 'gateway', i));
        expect(await faultsOf(thrown)).toEqual([]);
      },
      IN_TIME_MS,
    );

    it(
      'are answered at the services’ own ports, with the gateway’s proof and without it',
      async () => {
        const alone = targets.filter(({ name }) => !name.startsWith('Client.contacts('));
        const thrown = dealtTo(alone).map(([target, value], i) => throwAt(target, value, i % 2 ? 'service' : 'service without proof', i));
        expect(await faultsOf(thrown)).toEqual([]);
      },
      IN_TIME_MS,
    );

    it('are answered where services ask each other', async () => {
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
      const kinds = ENTITIES.map(({ name, service }) => ({ type: name.split(/[. ]/)[1]!, service }));
      const thrown = values(300).map((value, i): Throw => {
        const { type, service } = kinds[i % kinds.length]!;
        const places = [`[{"__typename":"${type}","id":${value}}]`, `[{"__typename":${value},"id":"C101"}]`, `[${value}]`, value];
        const body = `{"query":${JSON.stringify(query)},"variables":{"r":${places[i % places.length]}}}`;
        return { door: 'service', service, caller: 'RM', target: `_entities of ${type}`, body };
      });
      expect(await faultsOf(thrown)).toEqual([]);
    });

    it.each(['gateway', 'service'] as const)('are refused as what is subscribed to, at the %s', async (door) => {
      const query = 'subscription ($unitId: ID!) { contactLogged(unitId: $unitId) { id } }';
      // Numbers that are none in JSON's own hands don't pass through an app either.
      const spoken = values(40).filter((value) => value.length < 10_000 && isSpeakable(value));
      const ears = spoken.map((value) => {
        const payload = { query, variables: { unitId: JSON.parse(value) as unknown } };
        return { value, ear: listen(doors().url(door, 'visit-logging'), doors().headers(door, 'RM'), payload) };
      });
      try {
        const silent = () => ears.filter(({ ear }) => ear.refusedWith() === undefined).map(({ value }) => value.slice(0, 60));
        await eventually(
          async () => silent(),
          (unanswered) => unanswered.length === 0,
          20_000,
        ).catch(() => undefined);
        expect(silent()).toEqual([]);
        expect(
          ears.filter(({ ear }) => !/^[A-Z_]+$/.test(ear.refusedWith()!)).map(({ value, ear }) => [value.slice(0, 60), ear.refusedWith()]),
        ).toEqual([]);
        expect(ears.map(({ ear }) => ear.refusedWith())).not.toContain('INTERNAL');
      } finally {
        for (const { ear } of ears) ear.close();
      }
    });

    it('and every service is well after it', async () => {
      for (const service of SERVICES) {
        const { data } = await doors().ask('service', service, 'RM', '{ __typename }');
        expect([service, data]).toEqual([service, { __typename: 'Query' }]);
      }
    });
  });

  /** Every other value that is no list and no object stands in the text itself. */
  function throwAt({ name, root, query, literal, variables }: Target, value: string, door: Door, i: number): Throw {
    const row = [...QUERIES, ...MUTATIONS].find((each) => each.name.split(' ')[0] === root);
    if (!row) throw new Error(`${root} has no row in the access matrix`);
    const words = row.answers.get('own') ?? row.answers.get('any')!;
    const caller = CALLERS.find((each) => words[each] === 'data')!;
    const inText = literal !== undefined && i % 2 === 0 && !/^[[{]/.test(value) && value.length < 10_000;
    const body = inText
      ? `{"query":${JSON.stringify(literal.replace(HOLE, () => value))},"variables":${variables.replace(HOLE, 'null')}}`
      : `{"query":${JSON.stringify(query)},"variables":${variables.replace(HOLE, () => value)}}`;
    return { door, service: row.service, caller, target: name, body };
  }

  async function faultsOf(thrown: readonly Throw[]): Promise<string[]> {
    const faults: string[] = [];
    const left = [...thrown];
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const { door, service, caller, target, body } = next;
        const fault = await doors()
          .post(door, service, caller, body)
          .then(faultOf, (error: Error) => `no answer: ${error.message}`);
        if (fault) faults.push(`${target} ${fault} ${clipped(body)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return faults;
  }
}

/** What is wrong with an answer: each has a code where it refuses, a refusal of a command a field too, and none shows what is inside. */
function faultOf({ status, text, data, errors }: Answer): string | undefined {
  if (status >= 500) return `status ${status}: ${clipped(text)}`;
  if (data === undefined && !errors) return `no GraphQL answer: ${clipped(text)}`;
  for (const { extensions, message } of errors ?? []) {
    if (!extensions?.code) return `an error without a code: ${clipped(message)}`;
    if (extensions.code === 'INTERNAL') return `INTERNAL: ${clipped(message)}`;
  }
  for (const refused of refusalsIn(data))
    if (!refused.code || refused.field.length === 0) return `a refusal without a field: ${refused.code}`;
  return /node_modules|\.ts:\d|\.js:\d|syntax error at or near/.test(text) ? `the inside shows: ${clipped(text)}` : undefined;
}

function refusalsIn(data: Answer['data']): readonly { code: string; field: readonly string[] }[] {
  return Object.values(data ?? {}).flatMap((value) => (value as { errors?: { code: string; field: string[] }[] } | null)?.errors ?? []);
}

function clipped(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 400)}… (${text.length} characters)`;
}

function isSpeakable(json: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)) !== undefined && !json.includes('e400');
  } catch {
    return false;
  }
}
