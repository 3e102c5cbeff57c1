import { DemoIssuer, INTERNAL_HEADER } from '@hengxin/identity';
import { startTestService, TEST_SECRET, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';

describe('a service at its door', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(notebook, { env: { HENGXIN_LOG_LEVEL: 'silent' } });
    await service.place(
      [
        { unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null },
        { unitId: 'U2', parentId: 'U1', kind: 'SUB_BRANCH', name: '支行', validFrom: null },
      ],
      [
        { staffId: 'S1', role: 'RM', unitId: 'U2', validFrom: null },
        { staffId: 'S2', role: 'RM', unitId: 'U2', validFrom: null },
        { staffId: 'H1', role: 'UNIT_HEAD', unitId: 'U2', validFrom: null },
        { staffId: 'O1', role: 'HEAD_OFFICE', unitId: 'U1', validFrom: null },
        { staffId: 'S1', role: 'UNIT_HEAD', unitId: 'U1', validFrom: '2026-06-01' },
      ],
    );
  }, 60_000);
  afterAll(() => service?.stop());
  afterEach(() => service.clock.set('2026-03-02T09:00:00+08:00'));

  describe('lets in', () => {
    const whoAmI = '{ whoAmI { id role unitId language } }';

    it('a member of staff, in the role and place of today', async () => {
      expect(await service.graphql(whoAmI, { as: 'S1' })).toEqual({
        status: 200,
        data: { whoAmI: { id: 'S1', role: 'RM', unitId: 'U2', language: 'zh' } },
      });
      service.clock.set('2026-06-01T00:00:00+08:00');
      expect((await service.graphql(whoAmI, { as: 'S1' })).data.whoAmI).toMatchObject({
        role: 'UNIT_HEAD',
        unitId: 'U1',
      });
    });

    it('a service account by its claim', async () => {
      const token = await service.token('crm', { role: 'INTEGRATION', unitId: 'U2' });
      expect((await service.graphql(whoAmI, { token })).data.whoAmI).toMatchObject({
        id: 'crm',
        role: 'INTEGRATION',
        unitId: 'U2',
      });
    });

    const refused: [string, () => Promise<string | null>, string][] = [
      ['no token', async () => null, 'TOKEN_MISSING'],
      ['an expired token', () => service.issuer.issue('S1', { validForSeconds: -5 }), 'TOKEN_EXPIRED'],
      ['a forged token', async () => (await DemoIssuer.ephemeral()).issue('S1'), 'TOKEN_INVALID'],
      ['a token for somebody else’s system', () => service.issuer.issue('S1', { audience: 'other' }), 'TOKEN_INVALID'],
      ['a stranger', () => service.issuer.issue('nobody'), 'STAFF_UNKNOWN'],
    ];
    it.each(refused)('not %s: a clear 401 in the caller’s language', async (_case, token, code) => {
      const zh = await service.graphql(whoAmI, { token: await token() });
      expect(zh).toMatchObject({
        status: 401,
        data: null,
        errors: [{ message: expect.stringMatching(/令牌/), extensions: { code } }],
      });
      const en = await service.graphql(whoAmI, {
        token: await token(),
        headers: { 'accept-language': 'en-GB, zh;q=0.5' },
      });
      expect(en).toMatchObject({
        status: 401,
        errors: [{ message: expect.stringMatching(/token/), extensions: { code } }],
      });
    });
  });

  describe('keeps out', () => {
    it('everybody from a resolver without @Allow', async () => {
      for (const as of ['S1', 'H1', 'O1'])
        expect((await service.graphql('{ forgotten }', { as })).errors).toMatchObject([
          { extensions: { code: 'NOT_ALLOWED' } },
        ]);
    });

    it('roles that @Allow does not name, from queries and mutations alike', async () => {
      expect((await service.graphql('mutation { ping(commandId: "a") }', { as: 'H1' })).errors).toMatchObject([
        { extensions: { code: 'NOT_ALLOWED' } },
      ]);
      expect((await service.graphql('mutation { ping(commandId: "a") }', { as: 'S1' })).data).toEqual({ ping: 'a' });
      expect((await service.graphql('{ heard { edges { cursor } } }', { as: 'O1' })).errors).toMatchObject([
        { extensions: { code: 'NOT_ALLOWED' } },
      ]);
    });

    it('a request that only says it wants an upgrade', async () => {
      const query = '{ _entities(representations: [{ __typename: "Note", id: "C1" }]) { __typename } }';
      expect(await service.graphql(query, { token: null, headers: { upgrade: 'x' } })).toMatchObject({
        status: 401,
        errors: [{ extensions: { code: 'TOKEN_MISSING' } }],
      });
    });

    it('references to types that no method has scoped', async () => {
      const { errors } = await service.graphql(
        '{ _entities(representations: [{ __typename: "Client", id: "C1" }]) { __typename } }',
        {
          as: 'S1',
        },
      );
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
    });
  });

  describe('answers errors', () => {
    it('of a resolver without their details', async () => {
      const { errors } = await service.graphql('{ fails }', { as: 'S1' });
      expect(JSON.stringify(errors)).not.toContain('secret');
      expect(errors).toMatchObject([{ path: ['fails'], extensions: { code: 'INTERNAL' } }]);
    });

    it('of a refused question with code, field and a sentence', async () => {
      const ask = (language: string) =>
        service.graphql('{ refuses(first: 7) }', { as: 'S1', headers: { 'accept-language': language } });
      expect((await ask('zh-CN')).errors).toMatchObject([
        { message: '`first` 为 7；每页可取 1 至 100 条。', extensions: { code: 'PAGE_SIZE', field: ['first'] } },
      ]);
      expect((await ask('en')).errors).toMatchObject([
        { message: expect.stringContaining('a page has 1 to 100'), extensions: { code: 'PAGE_SIZE' } },
      ]);
    });

    it.each([
      ['{ nothing }', 'QUERY_INVALID', []],
      ['{ refuses(first: "x") }', 'QUERY_INVALID', ['first']],
      ['{', 'QUERY_MALFORMED', []],
      ['query ($first: Int!) { refuses(first: $first) }', 'VARIABLE_INVALID', ['first']],
    ])('of the malformed query %s as the caller’s', async (query, code, field) => {
      const { status, errors } = await service.graphql(query, {
        as: 'S1',
        variables: {},
        headers: { 'accept-language': 'en' },
      });
      expect(status).toBe(400);
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/^(The query|A variable) /), extensions: { code, field } },
      ]);
    });

    it('of a query that is the gateway’s own, which it would have refused itself', async () => {
      const headers = { [INTERNAL_HEADER]: TEST_SECRET };
      const { status, errors } = await service.graphql('{ nothing }', { as: 'S1', headers });
      expect([status, errors![0]!.extensions.code]).toEqual([400, 'MALFORMED_QUERY']);
    });
  });

  describe('refuses bodies', () => {
    it.each([
      ['a batch', [{ query: '{ whoAmI { id } }' }], 'BATCH_REFUSED'],
      ['no query', {}, 'QUERY_MISSING'],
      ['nothing', undefined, 'BODY_NOT_JSON'],
      ['odd variables', { query: '{ whoAmI { id } }', variables: 'x' }, 'VARIABLES_NOT_OBJECT'],
    ])('with %s', async (_case, payload, code) => {
      const headers = { authorization: `Bearer ${await service.token('S1')}`, 'content-type': 'application/json' };
      const response = await service.app.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: JSON.stringify(payload) ?? 'null',
      });
      expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([400, code]);
    });

    it('that are no JSON, or too large', async () => {
      const headers = { authorization: `Bearer ${await service.token('S1')}`, 'content-type': 'application/json' };
      const post = (payload: string) => service.app.inject({ method: 'POST', url: '/graphql', headers, payload });
      expect((await post('{"query":')).statusCode).toBe(400);
      expect((await post(`{"query":"${'x'.repeat(1_100_000)}"}`)).statusCode).toBe(413);
    });
  });
});
