import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DenyList } from './deny-list.js';
import { DEMO_ISSUER, DemoIssuer } from './demo-issuer.js';
import { TokenVerifier } from './token-verifier.js';

describe('a list of whom nobody lets in any more', () => {
  let folder: string;
  let path: string;
  let list: DenyList;
  let reported: (error: unknown) => void;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hengxin-deny-'));
    path = join(folder, 'deny.txt');
    reported = () => undefined;
    writeFileSync(path, '# left on 2 March\nsub S7\n\njti  a-1 \r\n');
    list = new DenyList(path, (error) => reported(error), 10);
  });
  afterEach(() => {
    list.close();
    rmSync(folder, { recursive: true });
  });
  const changed = () => new Promise<void>((resolve) => list.onChange(resolve));

  it('names people and tokens', () => {
    expect([list.has({ sub: 'S7' }), list.has({ sub: 'S8', jti: 'a-1' })]).toEqual([true, true]);
    expect([list.has({ sub: 'S8' }), list.has({ sub: 'a-1', jti: 'S7' }), list.has({ sub: 'S8', jti: 7 })]).toEqual([
      false,
      false,
      false,
    ]);
  });
  it('is read again when it changes', async () => {
    const change = changed();
    writeFileSync(path, 'sub S8\n# and nobody else\n');
    await change;
    expect([list.has({ sub: 'S7' }), list.has({ sub: 'S8' })]).toEqual([false, true]);
  });
  it('stays as it was when it cannot be understood', async () => {
    const fault = new Promise((resolve) => (reported = resolve));
    writeFileSync(path, 'sub S8\nS9\n');
    expect(String(await fault)).toMatch(/deny\.txt, line 2/);
    expect(list.has({ sub: 'S7' })).toBe(true);
  });
  it('must be there at the start', () => {
    expect(() => new DenyList(join(folder, 'none'), () => undefined)).toThrow(/ENOENT/);
  });
  it('ends what was let in before', async () => {
    const issuer = await DemoIssuer.ephemeral();
    const options = { jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: 'hengxin' };
    const verifier = new TokenVerifier({ ...options, denyList: list });
    const [early, stays] = [await issuer.issue('S7'), await issuer.issue('S8')];
    await expect(verifier.verify(early)).rejects.toMatchObject({ code: 'TOKEN_WITHDRAWN' });
    const claims = await verifier.verify(stays);
    const ended = new Promise((resolve) => verifier.whenOver(claims, resolve));
    writeFileSync(path, 'sub S8\n');
    expect(await ended).toBe('TOKEN_WITHDRAWN');
    expect(verifier.known(stays)).toBeUndefined();
    expect(() => verifier.refuseOver(claims)).toThrow('TOKEN_WITHDRAWN');
    await expect(verifier.verify(stays)).rejects.toMatchObject({ code: 'TOKEN_WITHDRAWN' });
    expect((await verifier.verify(early)).sub).toBe('S7');
  });
});
