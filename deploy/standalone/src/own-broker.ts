import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { StartFault } from './options.js';
import { backOffMs } from '@hengxin/waiting';

const LONGEST_BACK_OFF_MS = 5000;

/** A broker of the launcher's own, for a start over Kafka where none answers. It is started again when it ends. */
export interface OwnBroker {
  stop(): Promise<void>;
}

/**
 * Starts the broker of `npm run kafka` on 127.0.0.1 with its data in `folder`, and resolves once it answers.
 * Throws StartFault with the broker's own sentence where it can't: no Java, no Maven, a taken port.
 */
export async function startOwnBroker(
  root: string,
  port: number,
  folder: string,
  say: (line: string) => void,
): Promise<OwnBroker> {
  let stopping = false;
  let deaths = 0;
  let child: ChildProcess;
  const launch = () => {
    const launched = launchBroker(root, port, folder);
    child = launched.child;
    child.once('exit', () => {
      if (stopping || !launched.wasReady()) return;
      const wait = backOffMs(++deaths, { firstMs: 500, longestMs: LONGEST_BACK_OFF_MS });
      say(`The Kafka broker ended; it starts again in ${wait} ms.`);
      setTimeout(() => !stopping && void again(), wait);
    });
    return launched.ready;
  };
  const again = (): Promise<void> =>
    launch().then(
      (pid) => {
        deaths = 0;
        say(`The Kafka broker is up again (process ${pid}).`);
      },
      (fault: Error) => {
        if (stopping) return;
        say(`The Kafka broker does not start (${fault.message}); it is tried again.`);
        setTimeout(() => !stopping && void again(), LONGEST_BACK_OFF_MS);
      },
    );
  say(`Kafka is up at 127.0.0.1:${port} (broker process ${await launch()}, data in ${folder}).`);
  return {
    stop: () => {
      stopping = true;
      return ended(child);
    },
  };
}

function launchBroker(
  root: string,
  port: number,
  folder: string,
): { child: ChildProcess; ready: Promise<number>; wasReady: () => boolean } {
  // A group of its own: Ctrl-C reaches the launcher alone, which stops the broker after the services. The channel ties
  // it to the launcher's life.
  const child = fork(join(root, 'deploy/kafka/kafka.mjs'), ['--port', String(port), '--data', folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    detached: true,
  });
  let said = '';
  let isReady = false;
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ready = new Promise<number>((resolve, reject) => {
    child.once('message', ({ pid }: { pid: number }) => {
      isReady = true;
      resolve(pid);
    });
    child.once('exit', () => reject(new StartFault(said.trim().split('\n')[0] ?? 'The broker did not start.')));
  });
  return { child, ready, wasReady: () => isReady };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((gone) => {
    child.once('exit', () => gone());
    child.kill('SIGTERM');
  });
}
