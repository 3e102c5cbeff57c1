import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Contact } from '@hengxin/contracts';
import { DEMO_ISSUER, DemoIssuer } from '@hengxin/identity';
import { encodeEventPosition } from '@hengxin/service-kit';
import { freePort } from '@hengxin/testing';
import { BANK, FEBRUARY } from './calls.js';
import { type Call, loadHttp, type Measured } from './load.js';
import { bad, json, KPI_AT_LEAST } from './measures.js';

const PROGRAM = fileURLToPath(new URL('../../../services/performance-kpis/dist/main.js', import.meta.url));
const UP_WITHIN_MS = 60_000;
/** The figures of ten years of the large bank take many hours. */
const FOLLOWS_WITHIN_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 500;
/** So few that calls hardly wait for each other: what is measured is the time of an answer, not how many there are. */
export const CONNECTIONS = 4;
const WARM_UP = { calls: 3_000, ms: 10_000 };

/** performance-kpis alone, as it runs in operation: a process on a database, asked at its own port by one person. */
export class FiguresService {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<unknown>,
    private readonly keys: Server,
    private readonly address: string,
    /** A token lives for hours, and a large bank is counted for longer. */
    private readonly token: () => Promise<string>,
  ) {}

  /** Resolves once it answers. */
  static async start(databaseUrl: string, staffId: string): Promise<FiguresService> {
    const issuer = await DemoIssuer.ephemeral();
    const keys = createServer((_request, answer) => answer.end(JSON.stringify(issuer.jwks()))).listen(0, '127.0.0.1');
    await once(keys, 'listening');
    const port = await freePort();
    const child = spawn(process.execPath, [PROGRAM], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        HENGXIN_PROFILE: 'standalone',
        HENGXIN_DATABASE_URL: databaseUrl,
        HENGXIN_JWKS_URL: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks.json`,
        HENGXIN_JWT_ISSUER: DEMO_ISSUER,
        HENGXIN_INTERNAL_SECRET: randomBytes(32).toString('base64url'),
        HENGXIN_LOG_LEVEL: 'warn',
      },
    });
    const address = `http://127.0.0.1:${port}`;
    const service = new FiguresService(child, once(child, 'exit'), keys, address, () => issuer.issue(staffId));
    try {
      await service.until('it answers', UP_WITHIN_MS, () => service.isUp());
    } catch (error) {
      await service.close();
      throw error;
    }
    return service;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves once the figures hold all that stands up to a position of the log. */
  async caughtUp(position: string): Promise<void> {
    const at = encodeEventPosition(Contact, { position, data: { clientId: BANK.unitId } });
    await this.until('the figures hold all', FOLLOWS_WITHIN_MS, async () => {
      const ask = await this.asking(KPI_AT_LEAST);
      const answer = await answerTo(ask({ scope: BANK, period: FEBRUARY, at }));
      if (answer.includes('EVENTS_PARKED')) throw new Error(`events are parked: ${answer}`);
      return !bad(answer);
    });
  }

  /** Asks the same question about this and that for some seconds. */
  async measure(query: string, variables: (n: number) => object, seconds: number): Promise<Measured> {
    const ask = await this.asking(query);
    let n = 0;
    return loadHttp(() => ask(variables(n++)), CONNECTIONS, seconds, bad, WARM_UP);
  }

  async close(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
    this.keys.close();
  }

  private async asking(query: string): Promise<(variables: object) => Call> {
    const headers = { ...json, authorization: `Bearer ${await this.token()}` };
    return (variables) => ({ url: `${this.address}/graphql`, headers, body: JSON.stringify({ query, variables }) });
  }

  private async isUp(): Promise<boolean> {
    return (await fetch(`${this.address}/health/ready`).catch(() => undefined))?.ok === true;
  }

  private async until(what: string, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await isSo())) {
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) throw new Error(`the service ended: ${exitCode ?? signalCode}`);
      if (performance.now() > deadline) throw new Error(`it never came to be that ${what}`);
      await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
    }
  }
}

async function answerTo({ url, headers, body }: Call): Promise<string> {
  return (await fetch(url, { method: 'POST', headers, body })).text();
}
