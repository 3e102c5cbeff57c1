import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose';

/** Said wherever the issuer shows itself. */
export const DEMO_ISSUER_WARNING =
  'DEMO ISSUER: it hands a token for anyone to anyone who asks. For demonstrations on one machine only; a bank sets HENGXIN_JWKS_URL to its own identity provider.';

/** Named so that its tokens can be told from a bank's at a glance. */
export const DEMO_ISSUER = 'hengxin-demo-issuer-not-for-production';

export interface DemoTokenOptions {
  /** Makes it a service account's token. */
  readonly role?: 'ADMIN' | 'INTEGRATION';
  readonly unitId?: string;
  /** Default 12 hours. */
  readonly validForSeconds?: number;
  readonly audience?: string;
}

/** Issues tokens without asking for anything. Loud about it by name, and wired in the standalone profile only. */
export class DemoIssuer {
  readonly issuer = DEMO_ISSUER;

  private constructor(
    private readonly privateKey: JWK,
    private readonly publicKey: JWK,
  ) {}

  /** With a key pair of its own, forgotten with the process. */
  static async ephemeral(): Promise<DemoIssuer> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return DemoIssuer.of(await exportJWK(privateKey));
  }

  /** With the key pair kept in a file, made at first use, so that tokens outlive a restart. */
  static async fromFile(path: string): Promise<DemoIssuer> {
    try {
      return await DemoIssuer.of(JSON.parse(await readFile(path, 'utf8')) as JWK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const made = await DemoIssuer.ephemeral();
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, JSON.stringify(made.privateKey), { mode: 0o600 });
    await rename(draft, path);
    return made;
  }

  private static async of(key: JWK): Promise<DemoIssuer> {
    const { d: _private, ...rest } = key;
    const shared = { alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(rest) };
    return new DemoIssuer({ ...key, ...shared }, { ...rest, ...shared });
  }

  /** The public half, for `GET /demo/jwks.json`. */
  jwks(): JSONWebKeySet {
    return { keys: [this.publicKey] };
  }

  async issue(subject: string, options: DemoTokenOptions = {}): Promise<string> {
    const { role, unitId, validForSeconds = 12 * 3600, audience = 'hengxin' } = options;
    return new SignJWT({ ...(role && { hengxin_role: role }), ...(unitId && { hengxin_unit: unitId }) })
      .setProtectedHeader({ alg: 'ES256', kid: this.privateKey.kid! })
      .setSubject(subject)
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + validForSeconds)
      .sign(await importJWK(this.privateKey, 'ES256'));
  }
}
