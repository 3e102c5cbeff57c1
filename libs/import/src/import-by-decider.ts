import {
  type Aggregate,
  type Command,
  type Decider,
  type DomainEvent,
  type EventMeta,
  isRejected,
  type NewEvent,
  OpenStream,
  type RecordedEvent,
  type Rejected,
} from '@hengxin/event-sourcing';
import { AppendTooLarge, type EventLog } from '@hengxin/event-log';
import { eventId, persistently } from '@hengxin/service-kit';
import type { ParsedRow } from './file.rows.js';
import type { BatchContext, RowResult } from './import.job.js';
import type { SharedStock, TakenRow } from './shared-stock.js';

/** How the rows of a file become commands on streams; the rules are those of the decider, as for any other command. */
export interface RowsToCommands<Values, C extends Command, E extends DomainEvent, State> {
  readonly log: Pick<EventLog, 'readMany' | 'append'>;
  readonly aggregate: Pick<Aggregate, 'name' | 'topic' | 'stream' | 'keyOf'>;
  readonly decider: Decider<C, E, State>;
  /** The id of the stream that a row is about. */
  idOf(values: Values): string;
  /**
   * The command of a row, or why it can't be one. Called in file order; again when others changed the stream meanwhile.
   */
  command(values: Values, state: State): C | Rejected;
  /**
   * What has become due of a row that an earlier run of the same file took, with nothing else in the stream since: what
   * the rules make of it depends on the day. Undefined, or left out: nothing.
   */
  due?(values: Values, state: State): C | undefined;
  /** What rows take from each other beside their streams. */
  readonly stock?: SharedStock<E>;
  /** What surrounds an event beside command, actor and correlation. */
  meta?(event: E): Partial<EventMeta>;
  /** How long a batch tries at streams that others write to at the same time; a minute by default. */
  readonly withinMs?: number;
}

/**
 * Answers in rows' order; one append a stream. Throws when a stream changes again and again meanwhile, for a minute.
 */
export async function importByDecider<Values, C extends Command, E extends DomainEvent, State>(
  rows: readonly ParsedRow<Values>[],
  context: BatchContext,
  options: RowsToCommands<Values, C, E, State>,
): Promise<RowResult[]> {
  const results = new Map<number, RowResult>();
  let open = rows;
  const attempt = async (): Promise<true | undefined> => {
    const batch = new Batch(context, options);
    await batch.load(open);
    await context.turn;
    await options.stock?.begin();
    for (const row of open) results.set(row.line, batch.decide(row));
    if (options.stock && !(await options.stock.secure(batch.taken()))) return undefined;
    context.decided();
    const undone = await batch.append();
    open = open.filter(({ values }) => undone.has(options.idOf(values)));
    return open.length === 0 || undefined;
  };
  const until = performance.now() + (options.withinMs ?? WITHIN_MS);
  if (rows.length > 0 && !(await persistently(attempt, until, ATTEMPTS_AT_LEAST)))
    throw new Error(
      `${options.aggregate.name} streams, or what they share, changed all the time while rows were imported`,
    );
  return rows.map(({ line }) => results.get(line)!);
}

/** How long a batch tries at streams that others write to at the same time. */
const WITHIN_MS = 60_000;
/** Rows that wait for stock wait for minutes between two of them. */
const ATTEMPTS_AT_LEAST = 8;

interface Stream<C extends Command, E extends DomainEvent, State> {
  readonly recorded: readonly RecordedEvent[];
  readonly open: OpenStream<C, E, State>;
  readonly appending: NewEvent<E>[];
  readonly taken: TakenRow<E>[];
  /** A row waits for stock, so that all rows of the stream will be decided again: none of them is stored before. */
  waiting: boolean;
}

class Batch<Values, C extends Command, E extends DomainEvent, State> {
  private readonly streams = new Map<string, Stream<C, E, State>>();
  private eventIdOf: ((line: number, index: number) => string) | undefined;

  constructor(
    private readonly context: BatchContext,
    private readonly options: RowsToCommands<Values, C, E, State>,
  ) {}

  async load(rows: readonly ParsedRow<Values>[]): Promise<void> {
    const { log, aggregate, decider, idOf } = this.options;
    const ids = new Set(rows.map(({ values }) => idOf(values)));
    const recorded = await log.readMany([...ids].map((id) => aggregate.stream(id)));
    for (const id of ids) {
      const events = recorded.get(aggregate.stream(id)) ?? [];
      this.streams.set(id, {
        recorded: events,
        open: OpenStream.of(decider, events),
        appending: [],
        taken: [],
        waiting: false,
      });
    }
  }

  decide({ line, values }: ParsedRow<Values>): RowResult {
    const { idOf, command, due, stock, meta } = this.options;
    const stream = this.streams.get(idOf(values))!;
    if (stream.waiting) return 'UNCHANGED';
    const row = this.context.commandId(line);
    const earlier = answeredBefore(stream.recorded, parsedRowId(row)!);
    if (earlier === 'TAKEN' || (earlier && !due)) return this.known(stream, earlier);
    const commandId = earlier ? `${row}.${DUE_MARK}` : row;
    const { open } = stream;
    const made = earlier ? due!(values, open.state) : command(values, open.state);
    if (!made) return this.known(stream, 'UNCHANGED');
    const decision = isRejected(made) ? made : open.decide(made);
    if (isRejected(decision)) {
      stream.waiting = stock?.mayComeIn(decision.rejection) ?? false;
      return decision.rejection;
    }
    if (decision.length === 0) return this.known(stream, 'UNCHANGED');
    stream.taken.push({ commandId, events: decision });
    stock?.take(decision);
    const { caller, correlationId } = this.context;
    this.eventIdOf ??= batchEventIds(caller.id, row);
    const { eventIdOf } = this;
    const common = { commandId, actor: caller.id, correlationId };
    decision.forEach(({ type, version, data }, index) => {
      const own = meta?.(decision[index]!);
      stream.appending.push({
        id: eventIdOf(line, index),
        type,
        version,
        data,
        meta: own ? { ...common, ...own } : common,
      } as NewEvent<E>);
    });
    return 'TAKEN';
  }

  /** A row that changes nothing rests on what its stream holds: a caller that waits for the file must see that too. */
  private known(stream: Stream<C, E, State>, result: 'TAKEN' | 'UNCHANGED'): RowResult {
    const last = stream.recorded.at(-1);
    const { aggregate } = this.options;
    if (last)
      this.context.reached(last.position, aggregate.topic, aggregate.keyOf(last.data as Record<string, unknown>));
    return result;
  }

  /** The rows to be stored. */
  taken(): TakenRow<E>[] {
    return [...this.streams.values()].flatMap(({ taken, waiting }) => (waiting ? [] : taken));
  }

  /**
   * Appends what was decided; answers the ids whose rows are to be decided again: others changed the stream meanwhile,
   * or one waits.
   */
  async append(): Promise<Set<string>> {
    const undone = new Set<string>();
    await Promise.all(
      [...this.streams].map(async ([id, stream]) => {
        if (stream.waiting) undone.add(id);
        if (stream.waiting || stream.appending.length === 0) return;
        const unstored = await this.store(
          this.options.aggregate.stream(id),
          stream.taken,
          stream.appending,
          stream.open.revision,
        );
        if (unstored.length === 0) return;
        undone.add(id);
        await this.options.stock?.giveBack(unstored.map(({ commandId }) => commandId));
      }),
    );
    return undone;
  }

  /**
   * Rows and their events, at a revision; rows that together are more than one append may hold, a half after the other.
   * Answers those not stored.
   */
  private async store(
    stream: string,
    rows: readonly TakenRow<E>[],
    events: readonly NewEvent<E>[],
    revision: number,
  ): Promise<readonly TakenRow<E>[]> {
    const { log, aggregate } = this.options;
    try {
      const result = await log.append(stream, events, revision);
      if (!result.ok && result.reason === 'WRONG_REVISION') return rows;
      if (!result.ok) throw new Error(`an event of ${stream} carries an id that ${result.takenBy} has`);
      this.context.reached(
        result.position,
        aggregate.topic,
        aggregate.keyOf(events.at(-1)!.data as Record<string, unknown>),
      );
      return [];
    } catch (error) {
      if (!(error instanceof AppendTooLarge) || rows.length === 1) throw error;
    }
    const half = rows.slice(0, Math.ceil(rows.length / 2));
    const ofHalf = half.reduce((sum, row) => sum + row.events.length, 0);
    const unstored = await this.store(stream, half, events.slice(0, ofHalf), revision);
    const rest = rows.slice(half.length);
    if (unstored.length > 0) return [...unstored, ...rest];
    return this.store(stream, rest, events.slice(ofHalf), revision + ofHalf);
  }
}

/** More than the events of any row. */
const EVENTS_A_ROW = 4096;

/**
 * The ids of a batch's events, by line and place, given the command id of one of its rows. Ids of one batch stand side
 * by side in an index, so that a log of any length takes them with a few of its pages.
 */
export function batchEventIds(callerId: string, commandId: string): (line: number, index: number) => string {
  return eventIds(eventId(callerId, batchOf(commandId), 0));
}

/** Ids of a batch's events out of one of its own: a digest a row would cost more than deciding it. */
function eventIds(batch: string): (line: number, index: number) => string {
  const head = batch.slice(0, -12);
  return (line, index) => head + (line * EVENTS_A_ROW + index).toString(16).padStart(12, '0');
}

/**
 * Ends the command id of what has become due of a row. It is no row's history: rows of the file are answered as if it
 * weren't there.
 */
const DUE_MARK = 'due';

/** What the command ids of a batch's rows have in common: all but the line. */
function batchOf(commandId: string): string {
  const { file, run, digest } = parsedRowId(commandId)!;
  return ['import', file, run, ...(digest === undefined ? [] : [digest])].join('.');
}

/** A row's place among those of a run: what its command id says. */
interface RowId {
  readonly file: string;
  readonly run: string;
  readonly line: number;
  /** Of all rows up to the end of its batch; absent in what was stored before ids carried it. */
  readonly digest: string | undefined;
  readonly due: boolean;
}

/**
 * Whether a row was answered earlier, by what its stream holds. For kinds that make one event of several rows: of the
 * first row of them.
 */
export function answeredEarlier(
  recorded: readonly RecordedEvent[],
  commandId: string,
): 'TAKEN' | 'UNCHANGED' | undefined {
  return answeredBefore(recorded, parsedRowId(commandId)!);
}

/**
 * Whether a row was answered earlier. By this very run, before it was cut off: taken. By an earlier run of the same
 * file, with nothing in the stream since but later rows of that run: unchanged, since the rows to come would lead to
 * the same end. So a file with several rows for one thing can be sent again without making its whole history once more.
 * What the digests tell apart is another row, even on the same line: a file may be sent under the name of another.
 */
function answeredBefore(recorded: readonly RecordedEvent[], own: RowId): 'TAKEN' | 'UNCHANGED' | undefined {
  let mine = false;
  for (const { meta } of recorded) {
    const row = rowOf(meta);
    const sameFile = row !== undefined && row.file === own.file;
    const sameRow = sameFile && row.line === own.line && (row.digest === undefined || row.digest === own.digest);
    if (sameRow && row.run === own.run) return 'TAKEN';
    if (sameFile && row.due) continue;
    const earlier = sameFile && row.run !== own.run;
    if (earlier && sameRow) mine = true;
    else if (mine && !(earlier && row.line > own.line)) mine = false;
  }
  return mine ? 'UNCHANGED' : undefined;
}

/**
 * The row that an event came from; undefined for any other. A row is known by its command id and by having no
 * fingerprint. Each command of a caller gets a fingerprint, so that no id that a caller makes can stand for a row.
 */
function rowOf({ commandId, fingerprint }: EventMeta): RowId | undefined {
  return commandId === undefined || fingerprint !== undefined ? undefined : parsedRowId(commandId);
}

function parsedRowId(commandId: string): RowId | undefined {
  const [prefix, file, run, line, ...rest] = commandId.split('.');
  if (prefix !== 'import' || line === undefined) return undefined;
  const due = rest.at(-1) === DUE_MARK;
  const digest = rest.length > (due ? 1 : 0) ? rest[0] : undefined;
  return { file: file!, run: run!, line: Number(line), digest, due };
}
