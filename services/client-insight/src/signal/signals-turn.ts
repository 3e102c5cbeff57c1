import { addDays, type BusinessDate, SignalLooks, SignalsLooked, startOfDay } from '@hengxin/contracts';
import type { Again, Due } from '@hengxin/deadlines';
import { type EventLog, NO_STREAM } from '@hengxin/event-log';
import { Clock, CONFIG, type Config, Database, EVENT_LOG, eventId } from '@hengxin/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ACTOR, SignalDesk } from './signal-desk.js';
import { NEVER, SignalsQueries } from './signals.queries.js';
import { signalsTurn } from './signals-turn.deadline.js';

/** Clients looked at together. */
const PAGE = 200;
/** The one day that is waited for: it has the same key every time. */
const KEY = 'the day';

type Nothing = Record<string, never>;

/**
 * Looks at the clients whose day has come, when a business day begins and at the start. It pages through them, so that
 * memory stays flat however many there are; each of them gets a later day, so that one that broke off goes on. Once it
 * is through it says so, for plans of the day wait until they hear of it. A bank that sets other thresholds has them
 * for everybody from its next start on.
 */
@Injectable()
export class SignalsTurn implements OnApplicationBootstrap {
  constructor(
    private readonly queries: SignalsQueries,
    private readonly desk: SignalDesk,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) private readonly config: Pick<Config, 'signals'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await signalsTurn.register(this.database, [this.begins(this.clock.today())]);
  }

  /** Of the days that the clock has jumped over, only the last one is looked at: it finds what the others brought. */
  async act({ at, signal }: Due<Nothing>): Promise<Again<Nothing>> {
    const day = this.clock.dayOf(at);
    const today = this.clock.today();
    if (day < today) return { again: this.begins(today) };
    await this.queries.lookAgainWhereNew(this.config.signals, today);
    for (let page = await this.queries.due(today, PAGE); page.length > 0; page = await this.queries.due(today, PAGE)) {
      if (signal.aborted) throw signal.reason;
      const looks = await this.desk.look(page, today, `the day ${today}`);
      // One of whom nothing is known any more is not looked at again until something is told.
      const known = new Set(looks.map(({ clientId }) => clientId));
      const gone = page.filter((clientId) => !known.has(clientId));
      await this.queries.lookNext([...looks, ...gone.map((clientId) => ({ clientId, on: NEVER }))], today);
    }
    await this.tellLooked(today);
    return { again: this.begins(addDays(day, 1)) };
  }

  /** Behind all that the look brought. A day that has been told of already, as before a restart, stays as it is. */
  private async tellLooked(day: BusinessDate): Promise<void> {
    const cause = `the day ${day} is looked at`;
    const meta = { actor: ACTOR, causationId: cause, businessDate: day };
    const event = { ...SignalsLooked.of({ day }), id: eventId(ACTOR, cause, 0), meta };
    const told = await this.log.append(SignalLooks.stream(day), [event], NO_STREAM);
    if (!told.ok && told.reason === 'EVENT_ID_TAKEN')
      throw new Error(`an event of ${SignalLooks.stream(day)} carries an id that ${told.takenBy} has`);
  }

  private begins(day: BusinessDate): { key: string; at: string; data: Nothing } {
    return { key: KEY, at: new Date(startOfDay(day, this.clock.timeZone)).toISOString(), data: {} };
  }
}
