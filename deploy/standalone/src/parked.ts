import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { CONTEXTS } from '@hengxin/contracts';
import { ParkedEvents, type ParkedSelection, poolTxSource } from '@hengxin/event-bus';
import pg from 'pg';
import { runningDatabaseUrl } from './running.js';

const USAGE = `Events that a consumer could not take, and the later ones of their keys that wait behind them.
  npm run parked                                     lists them, and what was skipped
  npm run parked -- --release                        lets them go again, once the cause is mended
  npm run parked -- --skip EVENT --because "..."     lets go of one for good, by its id as listed; the later ones of its key follow
  --service NAME, --consumer NAME, --topic T, --key K  only these
  --by NAME     who skips it; the name of your account here without it
  --data DIR    the standalone platform's folder (default .hengxin); or HENGXIN_DATABASE_URL
No event is ever dropped unless somebody skips it: one that fails again stays.`;

const { values } = parseArgs({
  options: {
    release: { type: 'boolean' },
    skip: { type: 'string' },
    because: { type: 'string' },
    by: { type: 'string' },
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
  const wrong = wrongOptions();
  if (wrong !== undefined) {
    console.error(wrong);
    return 1;
  }
  const { service, data, consumer, topic, key, skip } = values;
  const url = await runningDatabaseUrl(data);
  if (!url) {
    console.error('No database to look at: start the platform first (npm start), or set HENGXIN_DATABASE_URL.');
    return 1;
  }
  const selection = { ...(consumer && { consumer }), ...(topic && { topic }), ...(key && { key }) };
  let found = 0;
  for (const name of service ? [service] : CONTEXTS) found += await ofService(url, name, selection);
  if (found > 0) return 0;
  console.log(skip === undefined ? 'No events are parked.' : `No event ${skip} is parked, or it only waits behind another one.`);
  return skip === undefined ? 0 : 1;
}

function wrongOptions(): string | undefined {
  const { service, release, skip, because, by } = values;
  if (service && !(CONTEXTS as readonly string[]).includes(service))
    return `--service takes one of ${CONTEXTS.join(', ')}, not ${service}.`;
  if (skip === undefined) return because === undefined && by === undefined ? undefined : '--because and --by belong to --skip.';
  if (release) return '--release and --skip are two different things: give one of them.';
  if (skip.trim() === '') return '--skip takes the id of a parked event, as `npm run parked` lists it.';
  return because?.trim() ? undefined : '--skip needs --because "...": it is kept on record why the event was let go.';
}

async function ofService(url: string, service: string, selection: ParkedSelection): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: `-c search_path=${service.replaceAll('-', '_')}` });
  try {
    const { rows } = await pool.query<{ known: string | null }>(`select to_regclass('bus_skipped_event')::text as known`);
    if (!rows[0]?.known) return 0;
    const events = new ParkedEvents(poolTxSource(pool));
    if (values.skip !== undefined) return await skipIn(service, events, values.skip.trim(), selection);
    if (values.release) return await releaseIn(service, events, selection);
    return await listOf(service, events, selection);
  } finally {
    await pool.end();
  }
}

async function listOf(service: string, events: ParkedEvents, selection: ParkedSelection): Promise<number> {
  const list = await events.list(selection, 1000);
  for (const { consumer, topic, key, type, eventId, code, released, reason } of list)
    console.log(`${service}  ${consumer}  ${topic}  key ${key}  ${type}  ${eventId}  ${code}${released ? ' (released)' : ''}: ${reason}`);
  for (const { consumer, topic, key, type, eventId, skippedAt, skippedBy, because } of await events.skipped(selection, 1000))
    console.log(
      `${service}  ${consumer}  ${topic}  key ${key}  ${type}  ${eventId}  skipped ${skippedAt.toISOString()} by ${skippedBy}: ${because}`,
    );
  return list.length;
}

async function releaseIn(service: string, events: ParkedEvents, selection: ParkedSelection): Promise<number> {
  const count = await events.release(selection);
  if (count) console.log(`${service}: ${count} released; a running instance takes them now.`);
  return count;
}

async function skipIn(service: string, events: ParkedEvents, eventId: string, selection: ParkedSelection): Promise<number> {
  const verdict = { because: values.because!.trim(), by: values.by?.trim() || userInfo().username };
  const { skipped, waiting } = await events.skip(eventId, verdict, selection);
  for (const { consumer, key, behind } of skipped)
    console.log(`${service}  ${consumer}  key ${key}  ${eventId} skipped; ${behind} behind it go on.`);
  for (const { consumer, key } of waiting)
    console.log(`${service}  ${consumer}  key ${key}  ${eventId} is not at fault, it waits behind an earlier one: skip that one.`);
  return skipped.length;
}
