import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { DEMO_ISSUER, DemoIssuer } from './demo-issuer.js';
import { bearerToken, IssuerUnavailable, TokenVerifier } from './token-verifier.js';

const HOUR = 3600;
const seconds = (): number => Math.floor(Date.now() / 1000);

describe('token verifier', () => {
  let issuer: DemoIssuer;
  let verifier: TokenVerifier;
  const attacks: Record<string, () => Promise<string> | string> = {
    'a token signed with another key': async () => (await DemoIssuer.ephemeral()).issue('S1'),
    'another key that claims the right key id': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return sign({ kid: issuer.jwks().keys[0]!.kid! }, privateKey, 'ES256');
    },
    'alg none': () =>
      new UnsecuredJWT({})
        .setSubject('S1')
        .setIssuer(DEMO_ISSUER)
        .setAudience('hengxin')
        .setExpirationTime('1h')
        .encode(),
    'HS256 with the public key (PEM) as the secret': async () => {
      const key = (await importJWK(issuer.jwks().keys[0] as JWK, 'ES256')) as CryptoKey;
      return sign({}, new TextEncoder().encode(await exportSPKI(key)), 'HS256');
    },
    'HS256 with the public key (JWK) as the secret': () =>
      sign(
        { kid: issuer.jwks().keys[0]!.kid! },
        new TextEncoder().encode(JSON.stringify(issuer.jwks().keys[0])),
        'HS256',
      ),
    'a changed payload under a real signature': async () => {
      const [header, payload, signature] = (await issuer.issue('S1')).split('.');
      const forged = { ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object), sub: 'BOSS' };
      return [header, Buffer.from(JSON.stringify(forged)).toString('base64url'), signature].join('.');
    },
    'a token for another audience': () => issuer.issue('S1', { audience: 'other-bank' }),
    'a token of another issuer': () => signOwn({ iss: 'somebody-else' }),
    'a token without an expiry': () => signOwn({ exp: undefined }),
    'a token that lives until the year 128,000': () => signOwn({ exp: 3_977_000_000_000 }),
    'a token that lives for longer than a day': () => signOwn({ exp: seconds() + 25 * HOUR }),
    'a token that does not say since when it lives': () => signOwn({ iat: undefined }),
    'a token of the day after tomorrow': () => signOwn({ iat: seconds() + 2 * 24 * HOUR, exp: seconds() + 49 * HOUR }),
    'a token of two minutes ahead': () => signOwn({ iat: seconds() + 120 }),
    'a line break behind a token': async () => `${await issuer.issue('S1')}\n`,
    'a blank within a token': async () => (await issuer.issue('S1')).replace('.', ' .'),
    'a token without a subject': () => signOwn({ sub: undefined }),
    'a token of nobody': () => signOwn({ sub: '' }),
    'a token whose subject no database keeps': () => signOwn({ sub: 'admin\0' }),
    'a token whose subject ends in half a character': () => signOwn({ sub: 'admin\ud800' }),
    'a subject that is a number': () => signOwn({ sub: 7 as never }),
    ...Object.fromEntries(
      ['S1 S2', 'S1:c', 'S1|c', 'S1\n', '欧阳', 'S'.repeat(65)].map((sub) => [
        `the subject ${JSON.stringify(sub)}`,
        () => signOwn({ sub }),
      ]),
    ),
    'a token not valid yet': () => signOwn({ nbf: seconds() + HOUR }),
    rubbish: () => 'not.a.token',
    'an empty signature': async () => (await issuer.issue('S1')).replace(/[^.]+$/, ''),
  };

  beforeAll(async () => {
    issuer = await DemoIssuer.ephemeral();
    verifier = new TokenVerifier({ jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin' });
  });

  it('takes a token of the issuer, and knows it without a promise from then on', async () => {
    const token = await issuer.issue('S1');
    expect(verifier.known(token)).toBeUndefined();
    expect(await verifier.verify(token)).toMatchObject({ sub: 'S1', iss: DEMO_ISSUER });
    expect(verifier.known(token)).toMatchObject({ sub: 'S1' });
  });

  it.each(Object.entries(attacks))('refuses %s', async (_name, forge) => {
    const token = await forge();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(verifier.known(token)).toBeUndefined();
  });

  it('keeps fewer tokens where they are long', async () => {
    const local = new TokenVerifier({ jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin' });
    const long = (sub: string) => signOwn({ sub, note: 'x'.repeat(3_000_000) });
    const first = await long('S1');
    await local.verify(first);
    expect(local.known(first)).toBeDefined();
    for (let at = 2; at <= 8; at++) await local.verify(await long(`S${at}`));
    expect(local.known(first)).toBeUndefined();
  });

  it('says when a token has expired', async () => {
    await expect(verifier.verify(await issuer.issue('S1', { validForSeconds: -1 }))).rejects.toMatchObject({
      code: 'TOKEN_EXPIRED',
    });
  });

  it('forgets a token it knew when it expires', async () => {
    let now = Date.now();
    const clocked = new TokenVerifier({
      jwks: issuer.jwks(),
      issuer: DEMO_ISSUER,
      audience: 'hengxin',
      now: () => now,
    });
    const token = await issuer.issue('S1', { validForSeconds: 60 });
    await clocked.verify(token);
    now += 61_000;
    expect(clocked.known(token)).toBeUndefined();
    await expect(clocked.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it.each([
    ['half a minute ahead, since clocks differ', { iat: seconds() + 30 }],
    ['of a day', { iat: seconds(), exp: seconds() + 24 * HOUR }],
  ])('takes a token %s', async (_, changes) => {
    expect((await verifier.verify(await signOwn(changes))).sub).toBe('S1');
  });

  it('takes longer or shorter lives where told so', async () => {
    const options = { jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin' };
    const token = await issuer.issue('S1', { validForSeconds: HOUR });
    await expect(new TokenVerifier({ ...options, maxLifetimeSeconds: HOUR - 1 }).verify(token)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    expect((await new TokenVerifier({ ...options, maxLifetimeSeconds: HOUR + 1 }).verify(token)).sub).toBe('S1');
  });

  it('looks at the type where told so', async () => {
    const typed = new TokenVerifier({ jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin', typ: 'at+jwt' });
    expect((await typed.verify(await signOwn({}, 'at+jwt'))).sub).toBe('S1');
    for (const other of [undefined, 'id+jwt'])
      await expect(typed.verify(await signOwn({}, other))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('believes a token for five minutes without another look', async () => {
    let now = Date.now();
    const clocked = new TokenVerifier({
      jwks: issuer.jwks(),
      issuer: DEMO_ISSUER,
      audience: 'hengxin',
      now: () => now,
    });
    const token = await issuer.issue('S1');
    await clocked.verify(token);
    now += 299_000;
    expect(clocked.known(token)).toBeDefined();
    now += 1_000;
    expect(clocked.known(token)).toBeUndefined();
    expect((await clocked.verify(token)).sub).toBe('S1');
  });

  it('tells when a token it took has expired', async () => {
    const claims = await verifier.verify(await issuer.issue('S1', { validForSeconds: 1 }));
    expect(await new Promise((resolve) => verifier.whenOver(claims, resolve))).toBe('TOKEN_EXPIRED');
    expect(() => verifier.refuseOver(claims)).toThrow('TOKEN_EXPIRED');
  });

  it('says when there is no token', async () => {
    await expect(verifier.verify(undefined)).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  });

  async function signOwn(changes: Record<string, unknown>, typ?: string): Promise<string> {
    const key = await importJWK((issuer as unknown as { privateKey: JWK }).privateKey, 'ES256');
    return sign({ kid: issuer.jwks().keys[0]!.kid!, ...(typ && { typ }) }, key as CryptoKey, 'ES256', changes);
  }
});

describe('keys by URL', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };

  beforeEach(async () => {
    server = createServer((_request, response) =>
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('verifies with the keys that the issuer publishes', async () => {
    const issuer = await DemoIssuer.ephemeral();
    answer = { status: 200, body: JSON.stringify(issuer.jwks()) };
    const verifier = new TokenVerifier({ jwks: url, issuer: DEMO_ISSUER, audience: 'hengxin' });
    expect((await verifier.verify(await issuer.issue('S7'))).sub).toBe('S7');
  });

  it('takes no token of a key that was withdrawn, though it was verified before', async () => {
    const [issuer, later] = [await DemoIssuer.ephemeral(), await DemoIssuer.ephemeral()];
    answer = { status: 200, body: JSON.stringify(issuer.jwks()) };
    let now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    try {
      const verifier = new TokenVerifier({ jwks: url, issuer: DEMO_ISSUER, audience: 'hengxin' });
      const token = await issuer.issue('S7');
      await verifier.verify(token);
      answer = { status: 200, body: JSON.stringify(later.jwks()) };
      now += 5 * 60_000 + 1;
      expect(verifier.known(token)).toBeUndefined();
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
      expect((await verifier.verify(await later.issue('S7'))).sub).toBe('S7');
    } finally {
      clock.mockRestore();
    }
  });

  it('calls an issuer that fails an outage, not a forgery', async () => {
    const issuer = await DemoIssuer.ephemeral();
    answer = { status: 500, body: '{}' };
    const verifier = new TokenVerifier({ jwks: url, issuer: DEMO_ISSUER, audience: 'hengxin' });
    await expect(verifier.verify(await issuer.issue('S7'))).rejects.toBeInstanceOf(IssuerUnavailable);
    const unreachable = new TokenVerifier({
      jwks: 'http://127.0.0.1:1/jwks.json',
      issuer: DEMO_ISSUER,
      audience: 'hengxin',
    });
    await expect(unreachable.verify(await issuer.issue('S7'))).rejects.toBeInstanceOf(IssuerUnavailable);
    await expect(unreachable.verify('rubbish')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

describe('bearer token', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer  abc ', 'abc'],
    ['BEARER \tabc\t', 'abc'],
    ['Bearer abc\n', 'abc\n'],
    ['Bearer abc\u00a0', 'abc\u00a0'],
    ['Bearer        ', undefined],
    ['Basic abc', undefined],
    ['Bearer ', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %p is %p', (header, token) => expect(bearerToken(header)).toBe(token));
});

async function sign(
  header: { kid?: string; typ?: string },
  key: CryptoKey | Uint8Array,
  alg: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const claims = { sub: 'S1', iss: DEMO_ISSUER, aud: 'hengxin', iat: seconds(), exp: seconds() + HOUR, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(key);
}
