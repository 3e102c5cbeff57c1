import { Contact, ContactLogged } from '@hengxin/contracts';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { CONTACT_FACTS } from '../testing/contact-facts.js';
import { notebook } from '../testing/notebook.js';
import {
  type GraphqlAnswer,
  type GraphqlCall,
  startTestService,
  TEST_SECRET,
  type TestService,
} from '../testing/index.js';

/** Stands for a list of lists so deep that no function which calls itself gets to its end. */
const DEEP = '~deep~';
const written = (variables: object | undefined): string =>
  JSON.stringify(variables ?? {}).replaceAll(`"${DEEP}"`, '['.repeat(100_000) + ']'.repeat(100_000));
const TOLD = `query ($day: Date, $at: Instant, $atLeast: Position, $words: [String!], $in: Told) {
  told(day: $day, at: $at, atLeast: $atLeast, words: $words, in: $in) }`;
const ENTITIES = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Note { id } } }';
const TELL = 'mutation ($input: Told!) { tell(input: $input) }';

const CONTACT = { ...CONTACT_FACTS, unitId: 'U1' };

describe('the arguments of a call', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(notebook, { env: { HENGXIN_LOG_LEVEL: 'silent' } });
    await service.place(
      [{ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }],
      [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }],
    );
  }, 60_000);
  afterAll(() => service?.stop());

  /**
   * By the gateway, whose operations are not measured again. The first time a query is read, the next time it is
   * compiled: both must say the same.
   */
  async function asked(
    query: string,
    variables?: GraphqlCall['variables'],
    headers: object = { [INTERNAL_HEADER]: TEST_SECRET },
  ) {
    const first = await sent(query, variables, headers);
    await sent(query, variables, headers);
    expect(await sent(query, variables, headers)).toEqual(first);
    return first;
  }
  const askedByAnother = (query: string, variables?: GraphqlCall['variables']) => asked(query, variables, {});

  async function sent(query: string, variables: GraphqlCall['variables'], more: object): Promise<GraphqlAnswer> {
    const answer = await service.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        authorization: `Bearer ${await service.token('S1')}`,
        'accept-language': 'en',
        'content-type': 'application/json',
        ...more,
      },
      payload: `{"query":${JSON.stringify(query)},"variables":${written(variables)}}`,
    });
    return { status: answer.statusCode, ...answer.json<Omit<GraphqlAnswer, 'status'>>() };
  }

  it('reach the resolver as they came', async () => {
    const args = {
      day: '2026-03-02',
      at: '2026-03-02T10:00:00.0+08:00',
      words: ['一', ''],
      in: { day: '2026-03-02', text: 'x', id: '5' },
    };
    for (const ask of [asked, askedByAnother])
      expect(JSON.parse((await ask(TOLD, args)).data.told as string)).toEqual(args);
    expect(JSON.parse((await asked('{ told(day: null, words: null, in: {}) }')).data.told as string)).toEqual({
      day: null,
      words: null,
      in: {},
    });
  });

  it.each([
    [{ day: '' }, ['day'], '`day` must be a date as 2026-03-02.'],
    [{ day: '2026-02-30' }, ['day'], '`day` must be a date as 2026-03-02.'],
    [{ day: '0000-01-01' }, ['day'], '`day` must be a date as 2026-03-02.'],
    [
      { at: '2026-03-02T10:00:00+16:00' },
      ['at'],
      /^`at` must be a moment with offset as 2026-03-02T10:00:00\+08:00\.$/,
    ],
    [{ at: '' }, ['at'], /^`at` must be a moment with offset as 2026-03-02T10:00:00\+08:00\.$/],
    [{ words: ['a', 'b\0'] }, ['words'], /^`words` holds U\+0000 or half a surrogate pair/],
    [{ words: ['\ud800'] }, ['words'], /^`words` holds U\+0000 or half a surrogate pair/],
    [{ in: { text: '\0' } }, ['in', 'text'], /^`in\.text` holds/],
    [{ in: { id: '\udfff' } }, ['in', 'id'], /^`in\.id` holds/],
    [{ in: { day: 'today' } }, ['in', 'day'], /^`in\.day` must be a date/],
  ])('are refused with the field that is at fault: %j', async (variables, field, message) => {
    const { status, data, errors } = await asked(TOLD, variables);
    expect([status, data, errors!.length]).toEqual([200, null, 1]);
    expect(errors![0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'INVALID_INPUT', field },
    });
  });

  it.each([
    [{ day: '2026-02-30' }, 200, 'INVALID_INPUT', ['day']],
    [{ at: '' }, 200, 'INVALID_INPUT', ['at']],
    [{ words: ['a', 'b\0'] }, 400, 'VARIABLE_INVALID', ['words', '1']],
    [{ in: { id: '\udfff' } }, 400, 'VARIABLE_INVALID', ['in', 'id']],
  ])('are refused to anyone who is not the gateway as well: %j', async (variables, status, code, field) => {
    const { data, errors, ...answer } = await askedByAnother(TOLD, variables);
    expect([answer.status, data, errors]).toMatchObject([status, null, [{ extensions: { code, field } }]]);
  });

  it.each([
    [{ atLeast: '' }, 'POSITION_INVALID', ['atLeast']],
    [{ atLeast: 'x'.repeat(100_000) }, 'POSITION_INVALID', ['atLeast']],
    [{ at: '1999-03-02T10:00:00+08:00' }, 'DATE_OUTSIDE_CALENDAR', ['at']],
  ])('have codes of their own: %j', async (variables, code, field) =>
    expect((await asked(TOLD, variables)).errors).toMatchObject([{ extensions: { code, field } }]),
  );

  it('are looked at where an entity has them too', async () => {
    await service.given(Contact, 'N1', ContactLogged.of(CONTACT));
    const { data, errors } = await asked('{ heard { edges { node { id since(at: "noon") } } } }');
    expect(data.heard.edges).toEqual([{ node: { id: 'N1', since: null } }]);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: ['since', 'at'] } }]);
  });

  it.each([
    [TOLD, { day: DEEP }],
    [TOLD, { at: DEEP }],
    [TOLD, { atLeast: DEEP }],
    [TOLD, { atLeast: 5 }],
    [TOLD, { day: ['2026-03-02'] }],
    [TOLD, { words: DEEP }],
    [TOLD, { in: DEEP }],
    [TOLD, { in: { text: DEEP, id: DEEP } }],
    [TOLD, { words: Array.from({ length: 50_000 }, () => 5) }],
    [TOLD, { day: 5, words: 'x'.repeat(100_000), in: { text: 'y'.repeat(100_000), odd: 1 } }],
    [ENTITIES, { refs: DEEP }],
    [ENTITIES, { refs: [{ __typename: 'Note', id: DEEP }] }],
    [ENTITIES, { refs: [{ __typename: 'Note' }] }],
    [TELL, { input: { day: DEEP } }],
  ])('of another type are refused, and no answer repeats them: case %#', async (query, variables) => {
    for (const [ask, code] of [
      [asked, 'MALFORMED_QUERY'],
      [askedByAnother, 'VARIABLE_INVALID'],
    ] as const) {
      const { status, data, errors } = await ask(query, variables);
      expect([status < 500, data]).toEqual([true, null]);
      expect(errors!.length).toBeGreaterThan(0);
      for (const error of errors!) expect(error.extensions.code).toBe(code);
      expect(JSON.stringify(errors).length).toBeLessThan(60_000);
      expect(errors![0]!.message.length).toBeLessThan(400);
    }
  });

  it('that name entities are texts that a database takes', async () => {
    const refused = { refs: [{ __typename: 'Note', id: 'a\0' }] };
    expect((await asked(ENTITIES, refused)).errors).toMatchObject([
      { extensions: { code: 'REPRESENTATION_MALFORMED', field: ['representations'] } },
    ]);
    expect((await askedByAnother(ENTITIES, refused)).errors).toMatchObject([
      { extensions: { code: 'VARIABLE_INVALID' } },
    ]);
    const taken = { refs: [{ __typename: 'Note', id: 'a' }] };
    expect((await asked(ENTITIES, taken)).data).toEqual({ _entities: [null] });
    expect((await askedByAnother(ENTITIES, taken)).errors).toMatchObject([{ extensions: { code: 'INTERNAL_ONLY' } }]);
  });

  it.each([
    [{ text: 'a\0' }, ['INVALID_INPUT', 'input', 'text']],
    [{ text: 'a\u202e' }, ['INVALID_INPUT', 'input', 'text']],
    [{ id: '\ud800' }, ['INVALID_INPUT', 'input', 'id']],
    [{ day: '' }, ['INVALID_INPUT', 'input', 'day']],
    [{ text: '一\n二\t三' }, null],
  ])('of a mutation are its own to refuse: %j', async (input, told) =>
    expect((await asked(TELL, { input })).data).toEqual({ tell: told }),
  );

  it('an empty name of an operation names none', async () => {
    const named = (operationName: unknown) =>
      service.token('S1').then((token) =>
        service.app.inject({
          method: 'POST',
          url: '/graphql',
          headers: { authorization: `Bearer ${token}` },
          payload: { query: 'query Mine { told }', operationName },
        }),
      );
    for (const name of ['', null, 'Mine']) expect((await named(name)).json()).toEqual({ data: { told: '{}' } });
    expect((await named(5)).json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_UNKNOWN' } }] });
  });
});
