import { createServer } from 'node:net';

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> => freePorts(1);

/**
 * The first of some free ports in a row, below those that systems hand out to programs that ask for any port: one of
 * these could be gone by the next line.
 */
export async function freePorts(count: number): Promise<number> {
  const blocks = Math.floor(12_700 / count);
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * blocks) * count;
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}
