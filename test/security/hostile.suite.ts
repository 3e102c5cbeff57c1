import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { eventually } from '../platform/platform.js';
import { ENTITIES } from './access-matrix.js';
import { type Answer, type Doors, SERVICES } from './doors.js';
import { ABOVE, aboveState, targetsOf } from './hostile.js';
import { listen } from './sockets.js';
import {
  fixed,
  GENERATED,
  GENERATED_IMPORTS,
  generated,
  importCallOf,
  importThrows,
  LEAST_GENERATED,
  SEED,
  TARGETS,
  type Throw,
  values,
} from './throws.js';

const AT_ONCE = 12;
/** Seconds suffice; a busy machine takes its time. */
const IN_TIME_MS = 300_000;
/** The same for as many times more as a long run throws. */
const LONG_RUN_MS = IN_TIME_MS * Math.ceil(GENERATED / LEAST_GENERATED);

/** Values that nobody should send, at every argument there is: an answer comes, and says by its code what is wrong. */
export function hostileSuite(doors: () => Doors): void {
  describe('values that nobody should send', () => {
    it('go to every argument of the schema that runs', async () => {
      const { data } = await doors().platform.askWith<IntrospectionQuery>(null, getIntrospectionQuery());
      const running = targetsOf(buildClientSchema(data!), { ...ABOVE, ...aboveState('visit-logging') }).map(
        ({ name }) => name,
      );
      expect(running.sort()).toEqual(TARGETS.gateway.map(([{ name }]) => name).sort());
    });

    it(
      'are answered: the same few for every argument, at every door',
      async () => expect(await faultsOf(fixed())).toEqual([]),
      IN_TIME_MS,
    );

    it(
      `are answered: ${GENERATED} by chance, of seed ${SEED}`,
      async () => expect(await faultsOf(generated())).toEqual([]),
      LONG_RUN_MS,
    );

    it(
      `are answered at what an import says beside its file: ${GENERATED_IMPORTS} by chance, of seed ${SEED}`,
      async () => {
        const faults: string[] = [];
        for (const thrown of importThrows()) {
          const { door, parameter, value } = thrown;
          const call = { method: 'POST', ...importCallOf(thrown) };
          const fault = await doors()
            .call(door, 'organisation', 'ADMIN', call)
            .then(faultOfImport, (error: Error) => `no answer: ${error.message}`);
          if (fault) faults.push(`${parameter} at the ${door}: ${fault} ${clipped(JSON.stringify(value))}`);
        }
        expect(faults).toEqual([]);
      },
      LONG_RUN_MS,
    );

    it('are answered where services ask each other', async () => {
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
      const kinds = ENTITIES.map(({ name, service }) => ({ type: name.split(/[. ]/)[1]!, service }));
      const thrown = values(300).map((value, i) => {
        const { type, service } = kinds[i % kinds.length]!;
        const places = [
          `[{"__typename":"${type}","id":${value}}]`,
          `[{"__typename":${value},"id":"C101"}]`,
          `[${value}]`,
          value,
        ];
        const body = `{"query":${JSON.stringify(query)},"variables":{"r":${places[i % places.length]}}}`;
        return { door: 'service', service, caller: 'RM', target: { name: `_entities of ${type}` }, body } as const;
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
        const silent = () =>
          ears.filter(({ ear }) => ear.refusedWith() === undefined).map(({ value }) => value.slice(0, 60));
        await eventually(
          async () => silent(),
          (unanswered) => unanswered.length === 0,
          20_000,
        ).catch(() => undefined);
        expect(silent()).toEqual([]);
        expect(
          ears
            .filter(({ ear }) => !/^[A-Z_]+$/.test(ear.refusedWith()!))
            .map(({ value, ear }) => [value.slice(0, 60), ear.refusedWith()]),
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

  async function faultsOf(thrown: readonly Thrown[]): Promise<string[]> {
    const faults: string[] = [];
    const left = [...thrown];
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const { door, service, caller, target, body } = next;
        const fault = await doors()
          .post(door, service, caller, body)
          .then(faultOf, (error: Error) => `no answer: ${error.message}`);
        if (fault) faults.push(`${target.name} at the ${door}: ${fault} ${clipped(body)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return faults;
  }
}

type Thrown = Pick<Throw, 'door' | 'service' | 'caller' | 'body'> & { readonly target: { readonly name: string } };

/** These are said of an operation, a caller or a body as a whole; every other refusal names the field at fault. */
const OF_THE_WHOLE = new Set<string>([
  ...[
    'BODY_NOT_JSON',
    'BODY_KEY_RESERVED',
    'BODY_TOO_LARGE',
    'QUERY_TOO_LARGE',
    'QUERY_MALFORMED',
    'OPERATION_TOO_DEEP',
  ],
  ...['OPERATION_TOO_WIDE', 'OPERATION_TOO_COSTLY', 'INTERNAL_ONLY', 'NOT_ALLOWED'],
  // What the executor finds in what the gateway sends: nobody else comes as far.
  'MALFORMED_QUERY',
]);

/** What is wrong with an answer: each has a code and a field where it refuses, and none shows what is inside. */
function faultOf({ status, text, data, errors }: Answer): string | undefined {
  if (status >= 500) return `status ${status}: ${clipped(text)}`;
  if (data === undefined && !errors) return `no GraphQL answer: ${clipped(text)}`;
  for (const { extensions, message } of errors ?? []) {
    const { code, field } = extensions ?? {};
    if (!code) return `an error without a code: ${clipped(message)}`;
    if (code === 'INTERNAL') return `INTERNAL: ${clipped(message)}`;
    if (!Array.isArray(field)) return `${code} without a field: ${clipped(message)}`;
    if (field.length === 0 && !OF_THE_WHOLE.has(code)) return `${code} names no field: ${clipped(message)}`;
  }
  for (const refused of refusalsIn(data))
    if (!refused.code || refused.field.length === 0) return `a refusal without a field: ${refused.code}`;
  return showsInside(text);
}

/** The same of an import: it gives an account, or refuses with a code. */
function faultOfImport({ status, text }: Pick<Answer, 'status' | 'text'>): string | undefined {
  const code = /"code":"([A-Z_]+)"/.exec(text)?.[1];
  if (status >= 500 || code === 'INTERNAL' || code === 'IMPORT_FAILED') return `status ${status}: ${clipped(text)}`;
  if (!code && !text.includes('"type":"account"')) return `neither an account nor a code: ${clipped(text)}`;
  return showsInside(text);
}

function showsInside(text: string): string | undefined {
  return /node_modules|\.ts:\d|\.js:\d|syntax error at or near/.test(text)
    ? `the inside shows: ${clipped(text)}`
    : undefined;
}

function refusalsIn(data: Answer['data']): readonly { code: string; field: readonly string[] }[] {
  return Object.values(data ?? {}).flatMap(
    (value) => (value as { errors?: { code: string; field: string[] }[] } | null)?.errors ?? [],
  );
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
