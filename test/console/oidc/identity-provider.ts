import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { freePorts } from '@hengxin/testing';
import { eventually } from '../../platform/platform.js';
import type { ProviderOptions } from './provider.main.js';

interface Said {
  readonly event: string;
  readonly type?: string;
  readonly message?: string;
}

/** A real OpenID provider in a process of its own, and what it said that it did. */
export class IdentityProvider {
  private constructor(
    private readonly process: ChildProcess,
    private readonly options: ProviderOptions,
    readonly said: readonly Said[],
  ) {}

  static async start(wanted: Omit<ProviderOptions, 'port'>): Promise<IdentityProvider> {
    const options = { ...wanted, port: await freePorts(1) };
    const child = spawn(process.execPath, ['test/dist/console/oidc/provider.main.js', JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Said[] = [];
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line) as Said));
    await eventually(
      async () => {
        if (child.exitCode !== null) throw new Error(`the provider did not start:\n${complaint}`);
        return said.some(({ event }) => event === 'ready');
      },
      (isReady) => isReady,
    );
    return new IdentityProvider(child, options, said);
  }

  get issuer(): string {
    return `http://localhost:${this.options.port}`;
  }

  /** What a platform is told to trust it. */
  get environment(): Readonly<Record<string, string>> {
    return {
      HENGXIN_JWKS_URL: `${this.issuer}/jwks`,
      HENGXIN_JWT_ISSUER: this.issuer,
      HENGXIN_JWT_AUDIENCE: this.options.audience,
      HENGXIN_CONSOLE_CONNECT: this.issuer,
    };
  }

  count(event: string, type?: string): number {
    return this.said.filter((one) => one.event === event && (type === undefined || one.type === type)).length;
  }

  /** A service account's token, by its secret. */
  async accountToken(account: string): Promise<string> {
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${btoa(`${account}:${this.options.accounts[account]}`)}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: this.options.resource }),
    });
    const said = (await answer.json()) as { access_token?: string };
    if (!said.access_token) throw new Error(`no token for ${account}: ${JSON.stringify(said)}`);
    return said.access_token;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill();
    await gone;
  }
}
