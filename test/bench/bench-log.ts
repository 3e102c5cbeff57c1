import { fork } from 'node:child_process';
import { describeEventLog, eventLogUrlFault } from '@hengxin/event-log';
import { withStreamsOfItsOwn } from '@hengxin/event-log/testing';

/** Where the platforms of a run keep their facts. */
export interface BenchLog {
  readonly name: string;
  readonly isPostgres: boolean;
  /** For one platform: on a server each has streams of its own. Undefined: its own PostgreSQL. */
  url(): string | undefined;
  close(): void;
}

const DOUBLE =
  'a DOUBLE of EventStoreDB, no server: a process of ours that speaks its protocol and keeps all in memory. ' +
  'What is reached over it tells what the platform costs on that path, and nothing of a server';

/** What `--event-log` names: a server by its URL, or `double`; PostgreSQL without it. Throws for a URL that is none. */
export async function benchLog(asked: string | undefined): Promise<BenchLog> {
  if (asked === undefined) {
    const name = 'PostgreSQL, that of each platform';
    return { name, isPostgres: true, url: () => undefined, close: () => undefined };
  }
  if (asked === 'double') return double();
  const fault = /^esdb(\+discover)?:/.test(asked) ? eventLogUrlFault(asked) : 'it names no EventStoreDB';
  if (fault !== undefined) throw new Error(`--event-log takes an esdb:// URL, or double: ${fault}`);
  const url = () => withStreamsOfItsOwn(asked);
  return { name: describeEventLog(asked), isPostgres: false, url, close: () => undefined };
}

async function double(): Promise<BenchLog> {
  const child = fork(new URL('./event-store-double.js', import.meta.url), []);
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (at) => resolve(at as string));
    child.once('exit', (code) => reject(new Error(`the double ended with ${code} before it served`)));
  });
  return { name: DOUBLE, isPostgres: false, url: () => withStreamsOfItsOwn(url), close: () => child.disconnect() };
}
