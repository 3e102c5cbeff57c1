import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_ISSUER, DemoIssuer } from './demo-issuer.js';
import { TokenVerifier } from './token-verifier.js';

describe('demo issuer', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'hengxin-issuer-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps its key in a file that only its owner reads, so that tokens outlive a restart', async () => {
    const path = join(folder, 'keys', 'demo.json');
    const token = await (await DemoIssuer.fromFile(path)).issue('S1');
    const again = await DemoIssuer.fromFile(path);
    const verifier = new TokenVerifier({ jwks: again.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin' });
    expect((await verifier.verify(token)).sub).toBe('S1');
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('publishes only the public half', async () => {
    const [key] = (await DemoIssuer.ephemeral()).jwks().keys;
    expect(Object.keys(key!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('says by its name that it is no issuer for a bank', () => expect(DEMO_ISSUER).toMatch(/demo.*not-for-production/));
});
