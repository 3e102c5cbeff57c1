import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process says, line by line; the caller waits for a word of it. */
export class Said {
  text = '';
  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (this.text += chunk));
  }

  async hasSaid(word: string): Promise<void> {
    const ended = once(this.child, 'close');
    while (!this.text.includes(word)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`it ended:\n${this.text}`);
      await Promise.race([ended, once(this.child.stdout!, 'data')]);
    }
  }
}
