import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '@hengxin/testing';

/** Compiled programs and specs both run from the workspace's root. */
const ROOT = resolve(process.cwd());
/** A platform takes its port and the nine behind it. */
export const PORTS = 10;
const START_WITHIN_MS = 360_000;

export interface PlatformOptions {
  readonly bus?: 'store' | 'kafka';
  readonly kafkaBrokers?: string | undefined;
  /** Where the event log is kept; the platform's own database where not given. */
  readonly eventLogUrl?: string | undefined;
  /** Start of the demo clock; default 2026-03-02T09:00:00+08:00, a Monday. */
  readonly now?: string;
  readonly port?: number;
  readonly dataDir?: string;
  readonly keepData?: boolean;
  /** Loads the demo bank, and hands the platform over while that is going on. Default: an empty one, once it is up. */
  readonly demo?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface GraphqlAnswer<Data = Record<string, never>> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors?: readonly {
    message: string;
    path?: (string | number)[];
    extensions?: { code?: string; field?: string[] };
  }[];
}

/**
 * The running platform, as a user's own programs see it: HTTP, WebSocket and process numbers; nothing is reached into.
 */
export class Platform {
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly launcher: ChildProcess,
    private readonly keepData: boolean,
    private readonly logUrl: string | undefined,
    readonly output: () => string,
  ) {}

  static async start(options: PlatformOptions = {}): Promise<Platform> {
    const port = options.port ?? (await freePorts(PORTS));
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'hengxin-journey-')));
    const args = ['--port', String(port), '--data', dataDir, '--now', options.now ?? '2026-03-02T09:00:00+08:00'];
    if (!options.demo) args.push('--empty');
    if (options.bus === 'kafka') args.push('--bus', 'kafka');
    const launcher = spawn(
      process.execPath,
      [join(ROOT, 'deploy/standalone/run.mjs'), 'deploy/standalone/dist/start.js', ...args, ...(options.args ?? [])],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          ...(options.kafkaBrokers ? { KAFKA_BROKERS: options.kafkaBrokers } : {}),
          ...(options.eventLogUrl ? { HENGXIN_EVENT_LOG_URL: options.eventLogUrl } : {}),
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    launcher.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    launcher.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const platform = new Platform(port, dataDir, launcher, options.keepData ?? false, options.eventLogUrl, () => said);
    if (!options.demo) await platform.up();
    return platform;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async databaseUrl(): Promise<string> {
    const password = (await readFile(join(this.dataDir, 'pg-password'), 'utf8')).trim();
    return `postgres://hengxin:${password}@127.0.0.1:${this.port + 9}/hengxin`;
  }

  /** Where the facts are. */
  async eventLogUrl(): Promise<string> {
    return this.logUrl ?? this.databaseUrl();
  }

  /** Process numbers by service name. */
  async pids(): Promise<Record<string, number>> {
    return JSON.parse(await readFile(join(this.dataDir, 'processes.json'), 'utf8')) as Record<string, number>;
  }

  async token(staffId: string): Promise<string> {
    const known = this.tokens.get(staffId) ?? (await this.newToken(staffId));
    this.tokens.set(staffId, known);
    return known;
  }

  /** Signs in again, however long the token is to live. */
  async newToken(staffId: string, more: { readonly validForSeconds?: number } = {}): Promise<string> {
    const answer = await fetch(`${this.url}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ staffId, ...more }),
    });
    if (!answer.ok) throw new Error(`no token for ${staffId}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  }

  /** Signs in a service account. */
  async accountToken(
    account: string,
    claims: { readonly role: 'ADMIN' | 'INTEGRATION'; readonly unitId?: string },
  ): Promise<string> {
    const answer = await fetch(`${this.url}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, ...claims }),
    });
    if (!answer.ok) throw new Error(`no token for ${account}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  }

  /** One GraphQL call as a member of staff. */
  async ask<Data = Record<string, never>>(
    staffId: string,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer<Data>> {
    return this.askWith<Data>(await this.token(staffId), query, variables);
  }

  async askWith<Data = Record<string, never>>(
    token: string | null,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer<Data>> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'en',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await answer.json()) as Omit<GraphqlAnswer<Data>, 'status'>;
    return { status: answer.status, ...body };
  }

  /** One GraphQL call that must succeed. */
  async data<Data>(staffId: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = await this.ask<Data>(staffId, query, variables);
    if (answer.errors || !answer.data) throw new Error(`${staffId} asked ${query}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** Runs the import command as a user does; resolves with its exit code and what it printed. */
  async import(
    files: Readonly<Record<string, string>>,
    { wait = false, args: more = [] }: { readonly wait?: boolean; readonly args?: readonly string[] } = {},
  ): Promise<{ code: number; output: string }> {
    const args = [...Object.entries(files).flatMap(([kind, path]) => [`--${kind}`, path]), ...more];
    if (wait) args.push('--wait');
    return run([
      join(ROOT, 'deploy/standalone/run.mjs'),
      'deploy/standalone/dist/import.main.js',
      '--url',
      this.url,
      ...args,
    ]);
  }

  async moveClock(now: string): Promise<Response> {
    return fetch(`${this.url}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now }),
    });
  }

  /** Ctrl-C, as a user would; resolves with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.launcher.exitCode === null && this.launcher.signalCode === null)
      await new Promise<void>((gone) => {
        this.launcher.once('exit', () => gone());
        this.launcher.kill(signal);
      });
    if (!this.keepData) await rm(this.dataDir, { recursive: true, force: true });
    return this.launcher.exitCode;
  }

  /** Resolves when the launcher says so. */
  async up(): Promise<void> {
    const deadline = Date.now() + START_WITHIN_MS;
    while (!this.output().includes('Hengxin 恒心 is up')) {
      if (this.launcher.exitCode !== null) throw new Error(`the platform did not start:\n${this.output()}`);
      if (Date.now() > deadline) {
        this.launcher.kill('SIGTERM');
        throw new Error(`the platform did not come up in time:\n${this.output()}`);
      }
      await pause(100);
    }
  }
}

/** Runs a Node program from the root to its end. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((ended) => child.once('close', (status) => ended(status ?? -1)));
  return { code, output };
}

/** Asks again until the answer satisfies, and fails with the last answer when it never does. */
export async function eventually<T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask().catch((error: Error) => error as unknown as T);
    if (!(answer instanceof Error) && satisfies(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(
        `never satisfied; the last answer was ${answer instanceof Error ? answer.message : JSON.stringify(answer)}`,
      );
    await pause(50);
  }
}

/** Asks until the answer is the one expected; else fails as `toEqual` does, with the last answer. */
export async function becomes<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  let last: T | undefined;
  const asked = async () => (last = await ask());
  await eventually(asked, (answer) => equals(answer, expected)).catch(() => expect(last).toEqual(expected));
}

/** As `toEqual` has it: what a spec writes down is of another realm than what came over the network. */
function equals(answer: unknown, expected: unknown): boolean {
  try {
    expect(answer).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

const pause = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
