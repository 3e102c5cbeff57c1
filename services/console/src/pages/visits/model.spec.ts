import type { ReasonRow } from './documents.js';
import { heatOf, momentOf, waitingOf, weekOf } from './model.js';

const visit = (id: string, plannedOn: string, plannedAt: string | null = null) => ({ id, plannedOn, plannedAt });

describe('a week of visits', () => {
  it('is seven days from Monday on, those of a day by the hour and those without one first', () => {
    const week = weekOf('2026-03-02', [
      visit('late', '2026-03-04', '2026-03-04T15:00:00+08:00'),
      visit('early', '2026-03-04', '2026-03-04T01:30:00Z'),
      visit('open', '2026-03-04'),
      visit('other week', '2026-03-09'),
    ]);
    expect(week).toHaveLength(7);
    expect(week[2]).toMatchObject({ day: '2026-03-04', visits: [{ id: 'open' }, { id: 'early' }, { id: 'late' }] });
    expect(week.flatMap(({ visits }) => visits)).toHaveLength(3);
  });
  it('begins with what waits: the visit under way, and reviews, the overdue ones first', () => {
    const waiting = waitingOf([
      { ...visit('a', '2026-03-01'), state: 'ENDED', reviewOverdue: false },
      { ...visit('b', '2026-03-02'), state: 'ENDED', reviewOverdue: true },
      { ...visit('c', '2026-03-02'), state: 'STARTED', reviewOverdue: false },
      { ...visit('d', '2026-03-02'), state: 'PLANNED', reviewOverdue: false },
    ]);
    expect(waiting.underWay.map(({ id }) => id)).toEqual(['c']);
    expect(waiting.toReview.map(({ id }) => id)).toEqual(['b', 'a']);
  });
  it('an hour is one of the bank’s day', () => {
    expect(momentOf('2026-03-04', '09:30')).toBe('2026-03-04T09:30:00+08:00');
    expect(momentOf('2026-03-04', '')).toBeNull();
  });
});

describe('reasons', () => {
  const row = (unit: string, staff: string | null, reason: ReasonRow['reason'], visits: number): ReasonRow => ({
    unit: { id: unit, name: unit },
    staff: staff === null ? null : { id: staff, name: staff },
    reason,
    visits,
    meanPreparation: 4.5,
  });
  const lines = heatOf('U1', [
    row('U1', null, 'RATE', 12),
    row('U1', null, 'TRUST', 3),
    row('U2', null, 'RATE', 8),
    row('U1', 'S1', 'RATE', 4),
  ]);
  it('are a line for the unit, for each below it, and for those placed in it, a column a reason', () => {
    expect(lines.map(({ kind, id }) => [kind, id])).toEqual([
      ['whole', 'U1'],
      ['unit', 'U2'],
      ['staff', 'S1'],
    ]);
    expect(lines.every(({ cells }) => cells.length === 9)).toBe(true);
    expect(lines[0]!.cells.filter(({ visits }) => visits > 0).map(({ reason }) => reason)).toEqual(['RATE', 'TRUST']);
  });
  it('are as warm as they are frequent among their like; the whole outshines nobody', () => {
    const warmth = lines.map(({ cells }) => cells[0]!.warmth);
    expect(warmth).toEqual([1, 1, 0.5]);
    expect(lines[2]!.cells[1]).toMatchObject({ visits: 0, meanPreparation: null, warmth: 0 });
  });
});
