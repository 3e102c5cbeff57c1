import { addDays, type BusinessDate, type HoldingRow, Signals } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { isRejected, type NewEvent, OpenStream, type RecordedEvent } from '@hengxin/event-sourcing';
import { CONFIG, type Config, deterministicId, EVENT_LOG, eventId, persistently } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { signalsDecider } from './signal.decider.js';
import { type Signal, signalsUntil } from './signals.policy.js';
import { type NextLook, SignalsQueries } from './signals.queries.js';

/** As which the service acts by itself. */
export const ACTOR = 'client-insight';
/** What lapsed longer ago than a quarter of a year is history: a bank that loads years of days is told none of it. */
const HISTORY_DAYS = 92;
/** How far ahead is looked for what time alone brings; after as long the client is looked at again. */
const AHEAD_DAYS = 91;
const WITHIN_MS = 10_000;

/**
 * Brings the signals of clients up to what was told of them. It looks at how things stand, and not at what called it,
 * so that it may be called twice, late and in any order.
 */
@Injectable()
export class SignalDesk {
  constructor(
    private readonly queries: SignalsQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) private readonly config: Pick<Config, 'signals'>,
  ) {}

  /**
   * Looks at clients as they stand today. Answers when each of them is to be looked at next; nothing for one of whom
   * nothing was told, or whom the registry does not know. `cause` names what called for it: the same again makes the
   * same event ids.
   */
  async look(clientIds: readonly string[], today: BusinessDate, cause: string): Promise<NextLook[]> {
    const looks = new Map<string, NextLook>();
    let open: readonly string[] = [...new Set(clientIds)];
    const attempt = async (): Promise<true | undefined> => {
      const undone: string[] = [];
      // The streams before the rows: what others made of newer rows meanwhile is found by the revision.
      const recorded = await this.log.readMany(open.map((clientId) => Signals.stream(clientId)));
      const rows = await this.queries.rowsOf(open);
      await Promise.all(
        [...rows].map(async ([clientId, told]) => {
          const known = recorded.get(Signals.stream(clientId)) ?? [];
          const next = await this.revise(clientId, told, known, today, `${cause}.${clientId}`);
          if (next) looks.set(clientId, { clientId, on: next });
          else undone.push(clientId);
        }),
      );
      open = undone;
      return open.length === 0 || undefined;
    };
    if (open.length > 0 && !(await persistently(attempt, performance.now() + WITHIN_MS)))
      throw new Error('streams of signals changed all the time');
    return [...looks.values()];
  }

  /** When the client is to be looked at next; undefined where others changed the stream meanwhile. */
  private async revise(
    clientId: string,
    told: readonly HoldingRow[],
    known: readonly RecordedEvent[],
    today: BusinessDate,
    cause: string,
  ): Promise<BusinessDate | undefined> {
    const ahead = addDays(today, AHEAD_DAYS);
    const signals = signalsUntil(told, ahead, this.config.signals).map((each) => ({
      ...each,
      signalId: idOf(clientId, each),
    }));
    const next = signals.find(({ firedOn }) => firedOn > today)?.firedOn ?? ahead;
    const stream = OpenStream.of(signalsDecider, known);
    const since = addDays(today, -HISTORY_DAYS);
    const decision = stream.decide({ type: 'ReviseSignals', data: { clientId, signals, since, today } });
    if (isRejected(decision)) throw new Error(`signals were refused: ${decision.rejection.code}`);
    if (decision.length === 0) return next;
    const meta = { actor: ACTOR, causationId: cause, businessDate: today };
    // By the revision too: called again for the same cause on newer rows, it has something else to say.
    const commandId = `${cause}.${stream.revision}`;
    const events = decision.map((event, index): NewEvent => ({ ...event, id: eventId(ACTOR, commandId, index), meta }));
    const result = await this.log.append(Signals.stream(clientId), events, stream.revision);
    if (!result.ok && result.reason === 'EVENT_ID_TAKEN')
      throw new Error(`an event of ${Signals.stream(clientId)} carries an id that ${result.takenBy} has`);
    return result.ok ? next : undefined;
  }
}

/** Of one kind a client has one signal a day. */
function idOf(clientId: string, { kind, firedOn }: Signal): string {
  return deterministicId('signal', clientId, kind, firedOn);
}
