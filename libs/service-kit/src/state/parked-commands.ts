import { ParkedEvents, type ParkedSelection, type Tx, type TxSource } from '@hengxin/event-bus';
import type { Rejection } from '@hengxin/event-sourcing';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import type { CommandAnswer } from '../commands/command-answers.js';
import { fingerprintOf } from '../commands/command-ids.js';
import { parkedRejections } from './parked.rejections.js';
import type { ReleaseParkedInput, SkipParkedInput } from './parked.inputs.js';

/** What came of an order: events let go for good, one a consumer, and events that go again. */
export interface Settled {
  readonly skipped: number;
  readonly released: number;
}
export type Settling = Settled | { readonly rejection: Rejection };

/** What an order is, as it is kept on record. */
interface Ordered extends ParkedSelection {
  readonly command: 'ReleaseParked' | 'SkipParked';
  readonly because?: string;
}

/**
 * Orders about parked events. They write no event, for they change nothing but what a consumer tries again. Answer,
 * record and effect commit in one transaction, so that the same command id takes effect once and gets the first answer
 * again.
 */
export class ParkedCommands {
  constructor(private readonly db: TxSource) {}

  release(actor: string, { commandId, ...input }: ReleaseParkedInput): Promise<Settling> {
    const selection = selectionOf(input);
    return this.once(actor, commandId, { command: 'ReleaseParked', ...selection }, async (parked) => ({
      skipped: 0,
      released: await parked.release(selection),
    }));
  }

  skip(actor: string, { commandId, because, ...input }: SkipParkedInput): Promise<Settling> {
    const { eventId } = input;
    const selection = selectionOf(input);
    return this.once(actor, commandId, { command: 'SkipParked', because, ...selection }, async (parked) => {
      const { skipped, waiting } = await parked.skip(eventId, { because, by: actor }, selection);
      if (skipped.length > 0)
        return { skipped: skipped.length, released: skipped.reduce((sum, { behind }) => sum + behind, 0) };
      return waiting.length > 0 ? parkedRejections.EVENT_NOT_AT_FAULT() : parkedRejections.EVENT_NOT_PARKED();
    });
  }

  private once(
    actor: string,
    commandId: string,
    ordered: Ordered,
    carryOut: (parked: ParkedEvents) => Promise<Settling>,
  ): Promise<Settling> {
    const fingerprint = fingerprintOf(ordered);
    return this.db.tx(async (tx) => {
      // Another command with this id waits here until the first one is done.
      const [first] = await tx.query(CLAIM, [actor, commandId, fingerprint], 'parked_command_claim');
      if (!first) return firstAnswer(tx, actor, commandId, fingerprint);
      const settling = await carryOut(new ParkedEvents(within(tx)));
      if ('rejection' in settling)
        await tx.query(REFUSE, [actor, commandId, JSON.stringify(settling.rejection)], 'parked_command_refuse');
      else await record(tx, actor, commandId, ordered, settling);
      return 'rejection' in settling ? { rejection: settling.rejection } : settling;
    });
  }
}

async function firstAnswer(tx: Tx, actor: string, commandId: string, fingerprint: string): Promise<Settling> {
  const [kept] = await tx.query<CommandAnswer & { skipped: number | null; released: number | null }>(FIRST, [
    actor,
    commandId,
  ]);
  if (kept?.fingerprint !== fingerprint) return { rejection: sharedRejections.COMMAND_ID_REUSED().rejection };
  if (kept.rejection) return { rejection: kept.rejection };
  return { skipped: kept.skipped ?? 0, released: kept.released ?? 0 };
}

async function record(
  tx: Tx,
  actor: string,
  commandId: string,
  ordered: Ordered,
  { skipped, released }: Settled,
): Promise<void> {
  const { command, consumer, topic, key, eventId, because } = ordered;
  const which = [consumer, topic, key, eventId, because].map((part) => part ?? null);
  await tx.query(RECORD, [actor, commandId, command, ...which, skipped, released], 'parked_command_record');
}

/** The statements of a transaction that has begun, for what would begin one of its own. */
const within = (tx: Tx): TxSource => ({
  tx: (work) => work(tx),
  query: (text, values, name) => tx.query(text, values, name),
});

function selectionOf(input: { readonly [part in keyof ParkedSelection]?: string | null }): ParkedSelection {
  return Object.fromEntries(Object.entries(input).filter(([, part]) => part !== null && part !== undefined));
}

const CLAIM = `insert into command_answer (actor, command_id, fingerprint) values ($1, $2, $3) on conflict do nothing returning 1`;
const REFUSE = `update command_answer set rejection = $3 where actor = $1 and command_id = $2`;
const FIRST = `select fingerprint, rejection, skipped, released
   from command_answer left join parked_event_command using (actor, command_id) where actor = $1 and command_id = $2`;
const RECORD = `insert into parked_event_command
     (actor, command_id, command, consumer, topic, key, event_id, because, skipped, released)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
