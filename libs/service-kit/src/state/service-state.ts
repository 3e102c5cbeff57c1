import type { ParkedEvent, ParkedEvents, Progress } from '@hengxin/event-bus';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import { type Connection, connection, decodeCursor, pageSize } from '../graphql/connection.js';
import { QueryRefused } from '../graphql/query-refused.js';

/** As the GraphQL type `ConsumerState` has it. */
export interface ConsumerState {
  readonly name: string;
  readonly lagSeconds: number;
  readonly parked: number;
}

/** As the GraphQL type `ParkedEvent` has it. */
export interface ParkedEventView extends Omit<
  ParkedEvent,
  'id' | 'source' | 'partition' | 'position' | 'reason' | 'parkedAt'
> {
  readonly reason: string | null;
  readonly parkedAt: string;
}

export interface ParkedAsked {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly consumer?: string | null;
}

/** Codes whose reason is the bus's own sentence, made of names and ids alone. */
const IN_OWN_WORDS: ReadonlySet<string> = new Set([
  'NOT_A_CLOUD_EVENT',
  'NOT_JSON',
  'UNKNOWN_VERSION',
  'AGAINST_SCHEMA',
  'EVENT_MISSING',
  'BEHIND_PARKED',
]);

/** How a service does, for those who run the platform: ids, counts and codes, never what an event says. */
export class ServiceState {
  constructor(
    private readonly progress: Pick<Progress, 'lag'>,
    private readonly parked: Pick<ParkedEvents, 'list' | 'count'>,
  ) {}

  async consumers(): Promise<ConsumerState[]> {
    const [lag, counts] = await Promise.all([this.progress.lag(), this.parked.count()]);
    const parkedAt = (name: string) =>
      counts.reduce((sum, { consumer, events }) => (consumer === name ? sum + events : sum), 0);
    const known = lag.map(({ consumer, seconds }) => ({
      name: consumer,
      lagSeconds: seconds,
      parked: parkedAt(consumer),
    }));
    return known.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async parkedEvents({ first, after, consumer }: ParkedAsked): Promise<Connection<ParkedEventView>> {
    const size = pageSize(first, 20);
    const from = placeOf(after);
    const rows = await this.parked.list(consumer ? { consumer } : {}, size + 1, from);
    return connection(rows, { first: size, after }, ({ id }) => [id], viewOf);
  }
}

/** The place of a cursor: the number of a row, as text. */
function placeOf(after: string | null | undefined): string | null {
  const [place = null] = decodeCursor(after, 1) ?? [];
  if (after !== null && after !== undefined && !/^\d{1,18}$/.test(String(place)))
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID({}, ['after']));
  return place === null ? null : String(place);
}

function viewOf({
  consumer,
  topic,
  key,
  type,
  eventId,
  code,
  reason,
  released,
  parkedAt,
}: ParkedEvent): ParkedEventView {
  // A handler's or the database's own words may repeat what the event says.
  const told = IN_OWN_WORDS.has(code) ? reason : null;
  return { consumer, topic, key, type, eventId, code, reason: told, released, parkedAt: parkedAt.toISOString() };
}
