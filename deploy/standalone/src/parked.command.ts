import { userInfo } from 'node:os';
import type { parseArgs } from 'node:util';
import { CONTEXTS } from '@hengxin/contracts';
import { ParkedEvents, type ParkedSelection, poolTxSource } from '@hengxin/event-bus';
import pg from 'pg';
import { parsedArguments } from './arguments.js';
import { runningDatabaseUrl } from './running.js';

const USAGE = `Events that a consumer could not take, and the later ones of their keys that wait behind them.
  npm run parked                                     lists them, and what was skipped
  npm run parked -- --release                        lets them go again, once the cause is mended
  npm run parked -- --skip EVENT --because "..."     lets go of one for good, by its id as listed; the later ones of its key follow
  --service NAME, --consumer NAME, --topic T, --key K  only these
  --by NAME     who skips it; the name of your account here without it
  --data DIR    the standalone platform's folder (default .hengxin); or HENGXIN_DATABASE_URL
No event is ever dropped unless somebody skips it: one that fails again stays.`;

const OPTIONS = {
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
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** `npm run parked`. Answers the exit code. */
export async function parkedCommand(args: readonly string[], say: (line: string) => void): Promise<number> {
  let values: Values;
  try {
    values = parsedArguments(args, OPTIONS);
  } catch (error) {
    say(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  if (values.help) say(USAGE);
  return values.help ? 0 : new ParkedCommand(values, say).run();
}

class ParkedCommand {
  constructor(
    private readonly values: Values,
    private readonly say: (line: string) => void,
  ) {}

  async run(): Promise<number> {
    const wrong = this.wrongOptions();
    if (wrong !== undefined) {
      this.say(wrong);
      return 1;
    }
    const { service, data, consumer, topic, key, skip } = this.values;
    const url = await runningDatabaseUrl(data);
    if (!url) {
      this.say('No database to look at: start the platform first (npm start), or set HENGXIN_DATABASE_URL.');
      return 1;
    }
    const selection = { ...(consumer && { consumer }), ...(topic && { topic }), ...(key && { key }) };
    let found = 0;
    for (const name of service ? [service] : CONTEXTS) found += await this.ofService(url, name, selection);
    if (found > 0) return 0;
    this.say(
      skip === undefined ? 'No events are parked.' : `No event ${skip} is parked, or it only waits behind another one.`,
    );
    return skip === undefined ? 0 : 1;
  }

  private wrongOptions(): string | undefined {
    const { service, release, skip, because, by } = this.values;
    if (service && !(CONTEXTS as readonly string[]).includes(service))
      return `--service takes one of ${CONTEXTS.join(', ')}, not ${service}.`;
    if (skip === undefined)
      return because === undefined && by === undefined ? undefined : '--because and --by belong to --skip.';
    if (release) return '--release and --skip are two different things: give one of them.';
    if (skip.trim() === '') return '--skip takes the id of a parked event, as `npm run parked` lists it.';
    return because?.trim() ? undefined : '--skip needs --because "...": it is kept on record why the event was let go.';
  }

  private async ofService(url: string, service: string, selection: ParkedSelection): Promise<number> {
    const pool = new pg.Pool({
      connectionString: url,
      max: 1,
      options: `-c search_path=${service.replaceAll('-', '_')}`,
    });
    try {
      const { rows } = await pool.query<{ known: string | null }>(
        `select to_regclass('bus_skipped_event')::text as known`,
      );
      if (!rows[0]?.known) return 0;
      const events = new ParkedEvents(poolTxSource(pool));
      if (this.values.skip !== undefined) return await this.skipIn(service, events, this.values.skip.trim(), selection);
      if (this.values.release) return await this.releaseIn(service, events, selection);
      return await this.listOf(service, events, selection);
    } finally {
      await pool.end();
    }
  }

  private async listOf(service: string, events: ParkedEvents, selection: ParkedSelection): Promise<number> {
    const list = await events.list(selection, 1000);
    for (const { consumer, topic, key, type, eventId, code, released, reason } of list)
      this.say(
        `${service}  ${consumer}  ${topic}  key ${key}  ${type}  ${eventId}  ${code}${released ? ' (released)' : ''}: ${reason}`,
      );
    for (const { consumer, topic, key, type, eventId, skippedAt, skippedBy, because } of await events.skipped(
      selection,
      1000,
    ))
      this.say(
        `${service}  ${consumer}  ${topic}  key ${key}  ${type}  ${eventId}  skipped ${skippedAt.toISOString()} by ${skippedBy}: ${because}`,
      );
    return list.length;
  }

  private async releaseIn(service: string, events: ParkedEvents, selection: ParkedSelection): Promise<number> {
    const count = await events.release(selection);
    if (count) this.say(`${service}: ${count} released; a running instance takes them now.`);
    return count;
  }

  private async skipIn(
    service: string,
    events: ParkedEvents,
    eventId: string,
    selection: ParkedSelection,
  ): Promise<number> {
    const verdict = { because: this.values.because!.trim(), by: this.values.by?.trim() || userInfo().username };
    const { skipped, waiting } = await events.skip(eventId, verdict, selection);
    for (const { consumer, key, behind } of skipped)
      this.say(`${service}  ${consumer}  key ${key}  ${eventId} skipped; ${behind} behind it go on.`);
    for (const { consumer, key } of waiting)
      this.say(
        `${service}  ${consumer}  key ${key}  ${eventId} is not at fault, it waits behind an earlier one: skip that one.`,
      );
    return skipped.length;
  }
}
