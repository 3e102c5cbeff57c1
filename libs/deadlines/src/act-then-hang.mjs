// An instance of its own process that writes its effect and then hangs in the act, so that a spec can kill it there:
// node act-then-hang.mjs URL
import pg from 'pg';
import { z } from 'zod';
import { deadline, Deadlines } from '../dist/index.js';

const pool = new pg.Pool({ connectionString: process.argv[2] });

class Effects {
  async write({ commandId }) {
    await pool.query('insert into effect (command_id) values ($1)', [commandId]);
    process.stdout.write(`acting on ${commandId}\n`);
    return new Promise(() => undefined);
  }
}

const effects = new Effects();
new Deadlines({
  pool,
  clock: { now: Date.now, onMove: () => () => undefined },
  deadlines: [
    deadline('reminder', {
      schema: z.object({ n: z.number() }),
      provider: () => Effects,
      act: (due, to) => to.write(due),
    }),
  ],
  providerOf: () => effects,
  observer: { acted: () => undefined, failed: () => undefined, interrupted: () => undefined },
}).start();
