import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@hengxin/testing';
import { CONTEXTS } from '@hengxin/contracts';
import type { GraphqlAnswer, Platform } from './platform.js';

const SERVICES = CONTEXTS.map((name) => name.toUpperCase().replaceAll('-', '_'));

/** Hive Gateway before the services of a running platform, as deploy/hive-gateway starts it. */
export class HiveGateway {
  private constructor(
    private readonly platform: Platform,
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(
    platform: Platform,
    secret: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<HiveGateway> {
    const port = await freePort();
    const urls = SERVICES.map((name, index) => [
      `HENGXIN_${name}_URL`,
      `http://127.0.0.1:${platform.port + 1 + index}`,
    ]);
    const gateway = spawn(process.execPath, [join(process.cwd(), 'deploy/hive-gateway/gateway.mjs')], {
      env: {
        ...process.env,
        ...Object.fromEntries(urls),
        HENGXIN_PORT: String(port),
        HENGXIN_GATEWAY_HOST: '127.0.0.1',
        HENGXIN_INTERNAL_SECRET: secret,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [gateway.stdout, gateway.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await Promise.race([
      once(gateway.stdout, 'data'),
      once(gateway, 'exit').then(() => Promise.reject(new Error(`Hive Gateway did not start:\n${said}`))),
    ]);
    return new HiveGateway(platform, `http://127.0.0.1:${port}`, gateway);
  }

  /** One GraphQL call as a member of staff; without one, without a token. */
  async ask<Data = Record<string, never>>(
    staffId: string | undefined,
    query: string,
    variables: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GraphqlAnswer<Data>> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'en',
        ...(staffId && { authorization: `Bearer ${await this.platform.token(staffId)}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, ...((await answer.json()) as Omit<GraphqlAnswer<Data>, 'status'>) };
  }

  /** One GraphQL call that must succeed. */
  async data<Data>(
    staffId: string,
    query: string,
    variables: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Data> {
    const answer = await this.ask<Data>(staffId, query, variables, headers);
    if (answer.errors || !answer.data) throw new Error(`${staffId} asked ${query}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }
}
