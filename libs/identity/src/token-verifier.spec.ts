import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    'alg none': () => new UnsecuredJWT({}).setSubject('S1').setIssuer(DEMO_ISSUER).setAudience('hengxin').setExpirationTime('1h').encode(),
    'HS256 with the public key (PEM) as the secret': async () => {
      const key = (await importJWK(issuer.jwks().keys[0] as JWK, 'ES256')) as CryptoKey;
      return sign({}, new TextEncoder().encode(await exportSPKI(key)), 'HS256');
    },
    'HS256 with the public key (JWK) as the secret': () =>
      sign({ kid: issuer.jwks().keys[0]!.kid! }, new TextEncoder().encode(JSON.stringify(issuer.jwks().keys[0])), 'HS256'),
    'a changed payload under a real signature': async () => {
      const [header, payload, signature] = (await issuer.issue('S1')).split('.');
      const forged = { ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object), sub: 'BOSS' };
      return [header, Buffer.from(JSON.stringify(forged)).toString('base64url'), signature].join('.');
    },
    'a token for another audience': () => issuer.issue('S1', { audience: 'other-bank' }),
    'a token of another issuer': () => signOwn({ iss: 'somebody-else' }),
    'a token without an expiry': () => signOwn({ exp: undefined }),
    'a token without a subject': () => signOwn({ sub: undefined }),
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

  it('says when a token has expired', async () => {
    await expect(verifier.verify(await issuer.issue('S1', { validForSeconds: -1 }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('forgets a token it knew when it expires', async () => {
    let now = Date.now();
    const clocked = new TokenVerifier({ jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin', now: () => now });
    const token = await issuer.issue('S1', { validForSeconds: 60 });
    await clocked.verify(token);
    now += 61_000;
    expect(clocked.known(token)).toBeUndefined();
    await expect(clocked.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('says when there is no token', async () => {
    await expect(verifier.verify(undefined)).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  });

  async function signOwn(changes: Record<string, unknown>): Promise<string> {
    const key = await importJWK((issuer as unknown as { privateKey: JWK }).privateKey, 'ES256');
    return sign({ kid: issuer.jwks().keys[0]!.kid! }, key as CryptoKey, 'ES256', changes);
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

  it('calls an issuer that fails an outage, not a forgery', async () => {
    const issuer = await DemoIssuer.ephemeral();
    answer = { status: 500, body: '{}' };
    const verifier = new TokenVerifier({ jwks: url, issuer: DEMO_ISSUER, audience: 'hengxin' });
    await expect(verifier.verify(await issuer.issue('S7'))).rejects.toBeInstanceOf(IssuerUnavailable);
    const unreachable = new TokenVerifier({ jwks: 'http://127.0.0.1:1/jwks.json', issuer: DEMO_ISSUER, audience: 'hengxin' });
    await expect(unreachable.verify(await issuer.issue('S7'))).rejects.toBeInstanceOf(IssuerUnavailable);
    await expect(unreachable.verify('rubbish')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

describe('bearer token', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer  abc ', 'abc'],
    ['Basic abc', undefined],
    ['Bearer ', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %p is %p', (header, token) => expect(bearerToken(header)).toBe(token));
});

async function sign(
  header: { kid?: string },
  key: CryptoKey | Uint8Array,
  alg: string,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const claims = { sub: 'S1', iss: DEMO_ISSUER, aud: 'hengxin', exp: seconds() + HOUR, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(key);
}
