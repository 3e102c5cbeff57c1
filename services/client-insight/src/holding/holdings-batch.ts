import { type HoldingRow, Holdings, type HoldingsTold } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import {
  type DataOf,
  isRejected,
  type NewEvent,
  NO_STREAM,
  OpenStream,
  type RecordedEvent,
  type RecordedOf,
} from '@hengxin/event-sourcing';
import { answeredEarlier, batchEventIds, type BatchContext, type RowResult } from '@hengxin/import';
import { eventId, persistently } from '@hengxin/service-kit';
import { holdingsDecider, rowKey, toldForDays } from './holding.decider.js';
import { streamIdOf } from './holding.rules.js';

/** A good row of a file: where it stands in the file, whose it is, and what it says. */
export interface ToldRow {
  readonly line: number;
  readonly clientId: string;
  readonly row: HoldingRow;
}

/** Rows of one stream, in file order. */
interface Group {
  readonly id: string;
  readonly clientId: string;
  readonly rows: readonly [ToldRow, ...ToldRow[]];
}

/** Whether a stream shows by its events that it has had a row: such a row is told no second time, whatever it says. */
export type Had = (told: ToldRow, recorded: readonly RecordedEvent[]) => boolean;

interface Telling {
  readonly log: Pick<EventLog, 'readMany' | 'append'>;
  readonly toldAt: string;
  readonly businessDate: string;
  /** Absent for the rows of a file, which are known again by the file's run. */
  readonly had?: Had;
}

/** The id of an event by the line of its group's first row and its place in the group. */
type EventIdOf = (line: number, index: number) => string;

/** How long a batch tries at streams that others write to at the same time. */
const WITHIN_MS = 60_000;

/**
 * Tells the rows of a batch: those of one client and quarter in one event, so that a feed of millions of rows costs as
 * many events as it has clients. Answers by line. Throws when a stream changes again and again meanwhile.
 */
export async function tellHoldings(
  rows: readonly ToldRow[],
  context: BatchContext,
  telling: Telling,
): Promise<ReadonlyMap<number, RowResult>> {
  const results = new Map<number, RowResult>();
  if (rows.length === 0) return results;
  const eventIdOf = eventIdsOf(rows[0]!, context, telling);
  let open = groupsOf(rows);
  const attempt = async (): Promise<true | undefined> => {
    const recorded = await telling.log.readMany(open.map(({ id }) => Holdings.stream(id)));
    await context.turn;
    const appends = open.map((group) => ({
      group,
      ...decideGroup(group, recorded.get(Holdings.stream(group.id)) ?? [], { context, telling, results, eventIdOf }),
    }));
    context.decided();
    const stored = await Promise.all(
      appends.map(({ group, events, revision }) => append(group, events, revision, context, telling)),
    );
    open = open.filter((_, place) => !stored[place]);
    return open.length === 0 || undefined;
  };
  if (!(await persistently(attempt, performance.now() + WITHIN_MS, 2)))
    throw new Error('holdings streams changed all the time while rows were imported');
  return results;
}

function groupsOf(rows: readonly ToldRow[]): readonly Group[] {
  const groups = new Map<string, { id: string; clientId: string; rows: [ToldRow, ...ToldRow[]] }>();
  for (const told of rows) {
    const id = streamIdOf(told.clientId, told.row.asOf);
    const group = groups.get(id);
    if (group) group.rows.push(told);
    else groups.set(id, { id, clientId: told.clientId, rows: [told] });
  }
  return [...groups.values()];
}

function eventIdsOf({ line: first }: ToldRow, { caller, commandId }: BatchContext, { had }: Telling): EventIdOf {
  if (!had) return batchEventIds(caller.id, commandId(first));
  return (line, index) => eventId(caller.id, commandId(line), index);
}

interface Deciding {
  readonly context: BatchContext;
  readonly telling: Telling;
  readonly eventIdOf: EventIdOf;
  /** Answers by line, to be added to. */
  readonly results: Map<number, RowResult>;
}

/** What a group has to append, and what its rows are answered: as the rows of an event are, so is each of them. */
function decideGroup(
  { clientId, rows }: Group,
  recorded: readonly RecordedEvent[],
  { context, telling, eventIdOf, results }: Deciding,
): { readonly events: readonly NewEvent[]; readonly revision: number } {
  const { commandId, caller, correlationId, reached } = context;
  const { toldAt, businessDate, had } = telling;
  const revision = recorded.at(-1)?.revision ?? NO_STREAM;
  // A row that changes nothing rests on what its stream holds: a caller that waits for the file must see that too.
  const last = recorded.at(-1);
  if (last) reached(last.position, Holdings.topic, clientId);
  const first = commandId(rows[0].line);
  const earlier = had ? undefined : answeredEarlier(recorded, first);
  const before = new Set(earlier === 'TAKEN' ? recorded.flatMap((event) => rowsOf(event, first)) : []);
  for (const { line, row } of rows) results.set(line, before.has(rowKey(row)) ? 'TAKEN' : 'UNCHANGED');
  if (earlier) return { events: [], revision };
  const fresh = had ? rows.filter((told) => !had(told, recorded)) : rows;
  const freshRows = fresh.map(({ row }) => row);
  const state = toldForDays(recorded as readonly RecordedOf<typeof HoldingsTold>[], freshRows);
  const stream = OpenStream.from(holdingsDecider, { state, revision });
  const decision = stream.decide({ type: 'TellHoldings', data: { clientId, toldAt, rows: freshRows } });
  if (isRejected(decision)) throw new Error(`rows of holdings were refused: ${decision.rejection.code}`);
  const news = new Set(decision.flatMap(({ data }) => data.rows.map(rowKey)));
  for (const { line, row } of fresh) if (news.has(rowKey(row))) results.set(line, 'TAKEN');
  const meta = { commandId: first, actor: caller.id, correlationId, businessDate };
  const events = decision.map((event, index) => ({ ...event, id: eventIdOf(rows[0].line, index), meta }));
  return { events, revision };
}

/** What an event told by this very command, before the run was cut off. */
function rowsOf({ data, meta }: RecordedEvent, commandId: string): string[] {
  return meta.commandId === commandId ? (data as DataOf<typeof HoldingsTold>).rows.map(rowKey) : [];
}

/** True once the group's events stand; false where others changed the stream meanwhile. */
async function append(
  { id, clientId }: Group,
  events: readonly NewEvent[],
  revision: number,
  context: BatchContext,
  { log }: Telling,
): Promise<boolean> {
  if (events.length === 0) return true;
  const result = await log.append(Holdings.stream(id), events, revision);
  if (!result.ok && result.reason === 'WRONG_REVISION') return false;
  if (!result.ok) throw new Error(`an event of ${Holdings.stream(id)} carries an id that ${result.takenBy} has`);
  context.reached(result.position, Holdings.topic, clientId);
  return true;
}
