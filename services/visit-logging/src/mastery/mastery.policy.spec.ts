import { chinaCalendar } from '@hengxin/contracts';
import {
  addedMinutes,
  type Evidence,
  type EvidenceKind,
  masteryDay,
  projectedOn,
  streaksOf,
} from './mastery.policy.js';

const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`);
const span = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });
const of = (kind: EvidenceKind, from: string, to: string): Evidence => ({ kind, ...span(from, to) });

describe('rule 16: evidenced minutes', () => {
  it('overlaps count once', () =>
    expect(masteryDay([of('CONTACT', '09:00', '09:30'), of('STUDY', '09:20', '10:00')])).toMatchObject({
      minutes: 60,
      byKind: { CONTACT: 30, VISIT: 0, PREPARATION: 0, REVIEW: 0, STUDY: 40 },
    }));
  it('what lies within another adds nothing, in any order', () => {
    const [whole, part] = [of('VISIT', '09:00', '11:00'), of('STUDY', '09:30', '10:00')];
    expect(masteryDay([part, whole]).minutes).toBe(120);
    expect(masteryDay([whole, part]).minutes).toBe(120);
  });
  it('preparation and review come on top', () =>
    expect(
      masteryDay([
        of('VISIT', '09:00', '10:00'),
        { kind: 'PREPARATION', minutes: 15 },
        { kind: 'REVIEW', minutes: 10 },
      ]),
    ).toMatchObject({ minutes: 85, byKind: { VISIT: 60, PREPARATION: 15, REVIEW: 10 } }));
  it('at most 480 a day', () =>
    expect(masteryDay([of('STUDY', '08:00', '20:00'), { kind: 'REVIEW', minutes: 10 }])).toMatchObject({
      minutes: 480,
      byKind: { STUDY: 720, REVIEW: 10 },
    }));
  it('a day without evidence has none', () => expect(masteryDay([]).minutes).toBe(0));
  it('more evidence is added to a day without what came before', () => {
    const known = masteryDay([of('VISIT', '09:00', '10:00'), { kind: 'PREPARATION', minutes: 15 }]);
    expect(masteryDay([of('STUDY', '09:30', '10:30'), { kind: 'REVIEW', minutes: 10 }], known)).toEqual({
      minutes: 115,
      byKind: { CONTACT: 0, VISIT: 60, PREPARATION: 15, REVIEW: 10, STUDY: 60 },
      spans: [span('09:00', '10:30')],
      apart: 25,
    });
  });
  it('a day keeps as few spans as hold its time, whatever was told of it', () => {
    const calls = ['09:00', '09:30', '10:00'].map((from) => of('CONTACT', from, from));
    const others = [of('CONTACT', '10:30', '11:00'), of('CONTACT', '11:00', '11:30'), of('VISIT', '08:00', '08:30')];
    expect(masteryDay([...calls, ...others]).spans).toEqual([span('08:00', '08:30'), span('10:30', '11:30')]);
  });
});

describe('rule 16: study after overlaps and cap', () => {
  it.each([
    ['on an empty day adds all of it', [], span('09:00', '10:00'), 60],
    ['that overlaps adds the rest', [span('09:00', '10:00')], span('09:30', '10:30'), 30],
    ['that lies within another adds nothing', [span('09:00', '12:00')], span('10:00', '11:00'), 0],
    ['adds no more than is left of 480', [span('08:00', '15:30')], span('16:00', '18:00'), 30],
    ['on a full day adds nothing', [span('08:00', '16:00')], span('17:00', '18:00'), 0],
  ])('%s', (_, known, more, minutes) => expect(addedMinutes(known, more)).toBe(minutes));
});

describe('rule 16: the projected date of the 600,000th minute', () => {
  it('follows from the last 90 days’ daily mean', () =>
    expect(projectedOn(599_000, 9_000, '2026-03-02')).toBe('2026-03-12'));
  it('is rounded up to a whole day', () => expect(projectedOn(599_999, 9_000, '2026-03-02')).toBe('2026-03-03'));
  it('is none without evidence in these days', () => expect(projectedOn(1_000, 0, '2026-03-02')).toBeNull());
  it('is none once it is reached', () => expect(projectedOn(600_000, 9_000, '2026-03-02')).toBeNull());
  it.each([
    ['long', 0, 1],
    ['by some years', 308_500, 9],
  ])('is none beyond every calendar, %s', (_, minutes, last90) =>
    expect(projectedOn(minutes, last90, '2026-03-02')).toBeNull(),
  );
});

describe('rule 16: the streak of working days with a finished plan', () => {
  // 2026-03-02 is a Monday.
  const streaks = (
    firstDay: string | null,
    unfinished: string[],
    today: string,
    away: { from: string; to: string }[] = [],
  ) => streaksOf({ firstDay, unfinished, away }, today, chinaCalendar);
  it('counts from the first plan to today', () =>
    expect(streaks('2026-03-02', [], '2026-03-06')).toEqual({ streak: 5, longestStreak: 5 }));
  it('is broken by a day with an open or missed item', () =>
    expect(streaks('2026-03-02', ['2026-03-03'], '2026-03-06')).toEqual({ streak: 3, longestStreak: 3 }));
  it('is not broken by today before it is over', () =>
    expect(streaks('2026-03-02', ['2026-03-06'], '2026-03-06')).toEqual({ streak: 4, longestStreak: 4 }));
  it('is not broken by days off', () =>
    expect(streaks('2026-03-02', [], '2026-03-09')).toEqual({ streak: 6, longestStreak: 6 }));
  it('is not broken by an item left open on a day off', () =>
    expect(streaks('2026-03-02', ['2026-03-07'], '2026-03-09')).toEqual({ streak: 6, longestStreak: 6 }));
  it('is not broken by an item missed on a day of leave, told before it or after', () =>
    expect(streaks('2026-03-02', ['2026-03-09'], '2026-03-10', [{ from: '2026-03-09', to: '2026-03-09' }])).toEqual({
      streak: 6,
      longestStreak: 6,
    }));
  it('is not broken by leave, which does not count either', () =>
    expect(streaks('2026-03-02', [], '2026-03-06', [{ from: '2026-03-04', to: '2026-03-05' }])).toEqual({
      streak: 3,
      longestStreak: 3,
    }));
  it('the longest one stays', () =>
    expect(streaks('2026-03-02', ['2026-03-12'], '2026-03-16')).toEqual({ streak: 2, longestStreak: 8 }));
  it('there is none without a plan', () =>
    expect(streaks(null, [], '2026-03-06')).toEqual({ streak: 0, longestStreak: 0 }));
});
