import { dayNumber } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { bigint, integer, table, text } from '@hengxin/projections';
import type { MetricSet } from '../metrics/metric-set.js';
import type { CountedRow } from './counted.queries.js';

type About = Exclude<CountedRow['about'], 'PLAN_ITEM'>;

/** Facts one by one, as far as figures list them: what each adds to a measure, for whom, and what it is about. */
export const countedFact = table('counted_fact', {
  key: ['staff_id', 'measure', 'day', 'event_id', 'seq'],
  columns: {
    value: bigint(),
    day: integer(),
    /** Among what one event adds to one measure. */
    seq: integer(),
    staff_id: text(),
    measure: text(),
    event_id: text(),
    about: text<NonNullable<About>>().orNull(),
    about_id: text().orNull(),
    client_id: text().orNull(),
  },
});

const keep = countedFact.putting('keep', { update: 'keep' });

/** The nearest first: a request for help, or a gift, may name a visit beside. */
const ABOUT: readonly (readonly [field: string, about: NonNullable<About>])[] = [
  ['giftId', 'GIFT'],
  ['helpId', 'HELP_REQUEST'],
  ['visitId', 'VISIT'],
  ['entryId', 'STUDY'],
];

/** A field of an event's data; null where it holds no text. */
function textOf(data: unknown, field: string): string | null {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined;
  return typeof value === 'string' ? value : null;
}

/** Keeps what facts add, each once. Nothing is kept of what adds nothing. */
export async function keepFacts(tx: Tx, metrics: MetricSet, events: readonly RecordedEvent[]): Promise<void> {
  const rows = events.flatMap((event) => {
    const [field, about] = ABOUT.find(([name]) => textOf(event.data, name) !== null) ?? [];
    const aboutId = field === undefined ? null : textOf(event.data, field);
    const clientId = textOf(event.data, 'clientId');
    return metrics.countsOf(event.type).flatMap(({ place, count }) => {
      const measure = metrics.measures[place]!.name;
      if (!metrics.listedMeasures.has(measure)) return [];
      return count(event).flatMap(({ staffId, date, value, clientId: of }, seq) =>
        value === 0
          ? []
          : [
              {
                ...{ value, seq, measure, day: dayNumber(date), staff_id: staffId, event_id: event.id },
                ...{ about: about ?? null, about_id: aboutId, client_id: of ?? clientId },
              },
            ],
      );
    });
  });
  await keep(tx, rows);
}
