import { parseArgs } from 'node:util';
import { CONTEXTS } from '@hengxin/contracts';
import { ParkedEvents, type TxSource } from '@hengxin/event-bus';
import pg from 'pg';
import { runningDatabaseUrl } from './running.js';

const USAGE = `Events that a consumer could not take, and the later ones of their keys that wait behind them.
  npm run parked                                     lists them
  npm run parked -- --release                        lets them go again, once the cause is mended
  --service NAME, --consumer NAME, --topic T, --key K  only these
  --data DIR    the standalone platform's folder (default .hengxin); or HENGXIN_DATABASE_URL
No event is ever dropped: one that fails again stays.`;

const { values } = parseArgs({
  options: {
    release: { type: 'boolean' },
    service: { type: 'string' },
    consumer: { type: 'string' },
    topic: { type: 'string' },
    key: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = await parked();

async function parked(): Promise<number> {
  const { service, release, data, consumer, topic, key } = values;
  if (service && !(CONTEXTS as readonly string[]).includes(service)) {
    console.error(`--service takes one of ${CONTEXTS.join(', ')}, not ${service}.`);
    return 1;
  }
  const url = await runningDatabaseUrl(data);
  if (!url) {
    console.error('No database to look at: start the platform first (npm start), or set HENGXIN_DATABASE_URL.');
    return 1;
  }
  const selection = { ...(consumer && { consumer }), ...(topic && { topic }), ...(key && { key }) };
  let found = 0;
  for (const name of service ? [service] : CONTEXTS) found += await ofService(url, name, selection, release ?? false);
  if (found === 0) console.log('No events are parked.');
  return 0;
}

async function ofService(url: string, service: string, selection: object, release: boolean): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: `-c search_path=${service.replaceAll('-', '_')}` });
  try {
    const { rows } = await pool.query<{ known: string | null }>(`select to_regclass('bus_parked_event')::text as known`);
    if (!rows[0]?.known) return 0;
    const db = { query: async (text: string, params: unknown[] = []) => (await pool.query(text, params)).rows } as unknown as TxSource;
    const events = new ParkedEvents(db);
    if (release) {
      const count = await events.release(selection);
      if (count) console.log(`${service}: ${count} released; a running instance takes them now.`);
      return count;
    }
    const list = await events.list(selection, 1000);
    for (const event of list)
      console.log(
        `${service}  ${event.consumer}  ${event.topic}  key ${event.key}  ${event.type}  ${event.eventId}  ${event.code}${event.released ? ' (released)' : ''}: ${event.reason}`,
      );
    return list.length;
  } finally {
    await pool.end();
  }
}
