import { dayNumber } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Placements } from './placements.rules.js';
import type { Deltas } from '../metrics/deltas.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { Count } from './count.js';
import { keepFacts } from '../counted/counted-fact.store.js';
import { addFacts, type FactsOfDay } from './fact-count.store.js';

/** Counts what a batch's facts add for their makers. Each event counts once: the checkpoint sees to that. */
export async function countFacts(
  { context: { tx }, scopes, metrics, shard }: Count,
  places: Placements,
  deltas: Deltas,
  events: readonly RecordedEvent[],
): Promise<void> {
  const days = factsByDay(metrics, events);
  for (const { staffId, day, vector } of days) deltas.onDay(scopes.staff(staffId), day, vector, 1, places);
  await addFacts(tx, metrics, shard, days);
  await keepFacts(tx, metrics, events);
}

function factsByDay(metrics: MetricSet, events: readonly RecordedEvent[]): readonly FactsOfDay[] {
  const days = new Map<string, { staffId: string; day: number; vector: number[] }>();
  for (const event of events)
    for (const { place, count } of metrics.countsOf(event.type))
      for (const { staffId, date, value } of count(event)) {
        const key = `${staffId} ${date}`;
        let ofDay = days.get(key);
        if (!ofDay) days.set(key, (ofDay = { staffId, day: dayNumber(date), vector: metrics.noVector() }));
        ofDay.vector[place]! += value;
      }
  return [...days.values()];
}
