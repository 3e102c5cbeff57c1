import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { backOffMs } from '@hengxin/waiting';

/** A program the launcher keeps running. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 when the program serves. */
  readonly readyUrl: string;
}

interface Kept {
  readonly program: Program;
  readonly log: WriteStream;
  child: ChildProcess | undefined;
  /** Deaths in a row without a minute of life between them. */
  deaths: number;
  startedAt: number;
  last: string;
}

/**
 * Six heaps share one machine: each is collected sooner than a process alone would be, though not so often that
 * collecting slows an import.
 */
const FRUGAL = ['--max-semi-space-size=32', '--heap-growing-percent=60'];
const STOP_WITHIN_MS = 10_000;
const LONGEST_BACK_OFF_MS = 5000;

/** Starts programs, restarts what dies, stops all in order. Each writes its log into a file of its own. */
export class Supervisor {
  private readonly kept: Kept[] = [];
  private stopping = false;

  constructor(
    private readonly logDir: string,
    private readonly tether: string,
    private readonly say: (line: string) => void,
    /** Where the process numbers are kept, so that one can look at a process or end it. */
    private readonly pidFile: string,
  ) {}

  async start(programs: readonly Program[]): Promise<void> {
    await mkdir(this.logDir, { recursive: true });
    for (const program of programs) {
      const kept: Kept = {
        program,
        log: this.openLog(program.name),
        child: undefined,
        deaths: 0,
        startedAt: 0,
        last: '',
      };
      this.kept.push(kept);
      this.spawn(kept);
    }
  }

  /** Resolves when every program answers on its ready URL; rejects with the names of those that don't in time. */
  async ready(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    await Promise.all(
      this.kept.map(async (kept) => {
        while (!(await answers(kept.program.readyUrl))) {
          if (this.stopping) return;
          if (Date.now() > deadline)
            throw new Error(
              `${kept.program.name} did not become ready: see ${join(this.logDir, `${kept.program.name}.log`)}. Its last line: ${kept.last}`,
            );
          if (kept.deaths >= 5) throw new Error(`${kept.program.name} can't start: ${kept.last}`);
          await new Promise((wait) => setTimeout(wait, 100));
        }
      }),
    );
  }

  /** Stops all, the last started first: the gateway no longer takes calls while the services finish theirs. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const kept of [...this.kept].reverse()) await this.stopOne(kept);
  }

  /** A log that can't be written, on a full disk, costs its lines and nothing else. */
  private openLog(name: string): WriteStream {
    const path = join(this.logDir, `${name}.log`);
    const log = createWriteStream(path, { flags: 'a' });
    log.once('error', (error: NodeJS.ErrnoException) =>
      this.say(`${path} can't be written (${error.code}); ${name} goes on without a log.`),
    );
    log.on('error', () => undefined);
    return log;
  }

  private notePids(): void {
    const pids = Object.fromEntries(this.kept.map(({ program, child }) => [program.name, child?.pid ?? null]));
    try {
      writeFileSync(this.pidFile, JSON.stringify(pids));
    } catch (error) {
      this.say(`${this.pidFile} can't be written (${(error as NodeJS.ErrnoException).code}); the services go on.`);
    }
  }

  private spawn(kept: Kept): void {
    const { program } = kept;
    kept.startedAt = Date.now();
    // A group of its own: Ctrl-C reaches the launcher alone, which stops the services in order. The channel ties them
    // to its life.
    const child = spawn(process.execPath, [...FRUGAL, '--import', this.tether, program.entry], {
      env: { ...process.env, ...program.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    kept.child = child;
    this.notePids();
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        if (kept.log.writable) kept.log.write(chunk);
        const line = chunk.toString().trimEnd().split('\n').pop();
        if (line) kept.last = line.slice(0, 400);
      });
    // A process that can't even be made (no memory, too many) has no exit to tell of.
    child.once(
      'error',
      (error: NodeJS.ErrnoException) => child.pid === undefined && this.died(kept, error.code ?? error.message),
    );
    child.once('exit', (code, signal) => this.died(kept, signal ?? `code ${code}`));
  }

  private died(kept: Kept, how: string): void {
    kept.child = undefined;
    if (this.stopping) return;
    kept.deaths = Date.now() - kept.startedAt > 60_000 ? 1 : kept.deaths + 1;
    const wait = backOffMs(kept.deaths, { firstMs: 100, longestMs: LONGEST_BACK_OFF_MS });
    this.say(`${kept.program.name} ended (${how}); it starts again in ${wait} ms.`);
    setTimeout(() => !this.stopping && this.spawn(kept), wait);
  }

  private async stopOne(kept: Kept): Promise<void> {
    const { child } = kept;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((stopped) => {
      const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      child.once('exit', () => {
        clearTimeout(tooLong);
        stopped();
      });
      child.kill('SIGTERM');
    });
    kept.log.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
