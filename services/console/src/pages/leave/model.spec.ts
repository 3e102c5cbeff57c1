import type { Leave } from './documents.js';
import type { DayKind } from './kinds-documents.js';
import {
  awayOn,
  daysOfMonth,
  inOrder,
  isOff,
  isReported,
  kindsAsked,
  lengthOf,
  markOf,
  mayCancel,
  proposedCover,
  rowsOf,
  standingOf,
} from './model.js';

const TODAY = '2026-03-02';
const leave = (id: string, from: string, to: string, more: Partial<Leave> = {}): Leave => ({
  id,
  from,
  to,
  portion: 'FULL',
  cancelled: false,
  staff: { id: 'S1', name: '王芳' },
  cover: null,
  ...more,
});

describe('a leave', () => {
  it('is to come, under way, over or taken back', () => {
    expect(standingOf(leave('a', '2026-03-03', '2026-03-04'), TODAY)).toBe('coming');
    expect(standingOf(leave('a', '2026-02-27', TODAY), TODAY)).toBe('running');
    expect(standingOf(leave('a', '2026-02-27', '2026-03-01'), TODAY)).toBe('over');
    expect(standingOf(leave('a', '2026-03-03', '2026-03-04', { cancelled: true }), TODAY)).toBe('cancelled');
  });
  it('may be taken back until its last day is over', () => {
    expect(mayCancel(leave('a', '2026-02-27', TODAY), TODAY)).toBe(true);
    expect(mayCancel(leave('a', '2026-02-20', '2026-03-01'), TODAY)).toBe(false);
    expect(mayCancel(leave('a', '2026-03-03', '2026-03-04', { cancelled: true }), TODAY)).toBe(false);
  });
  it('with a cover is told of once it has begun', () => {
    const cover = { id: 'S2', name: '李强' };
    expect(isReported(leave('a', TODAY, '2026-03-04', { cover }), TODAY)).toBe(true);
    expect(isReported(leave('a', '2026-02-20', '2026-02-21', { cover }), TODAY)).toBe(true);
    expect(isReported(leave('a', '2026-03-03', '2026-03-04', { cover }), TODAY)).toBe(false);
    expect(isReported(leave('a', TODAY, '2026-03-04'), TODAY)).toBe(false);
    expect(isReported(leave('a', TODAY, '2026-03-04', { cover, cancelled: true }), TODAY)).toBe(false);
  });
  it('is proposed the cover of the last time, unless they are away', () => {
    const days = { staffId: 'S1', from: '2026-03-10', to: '2026-03-11' };
    const before = [
      leave('a', '2026-01-05', '2026-01-06', { cover: { id: 'S2', name: '李强' } }),
      leave('b', '2026-02-05', '2026-02-06', { cover: { id: 'S3', name: '赵敏' } }),
    ];
    expect(proposedCover(before, days)).toBe('S3');
    expect(proposedCover(before.slice(0, 1), days)).toBe('S2');
    const away = leave('c', '2026-03-11', '2026-03-12', { staff: { id: 'S3', name: '赵敏' } });
    expect(proposedCover([...before, away], days)).toBeNull();
    expect(proposedCover([...before, { ...away, cancelled: true }], days)).toBe('S3');
    expect(proposedCover([], days)).toBeNull();
  });
  it('has its first and its last day', () => {
    expect(lengthOf(leave('a', TODAY, TODAY))).toBe(1);
    expect(lengthOf(leave('a', '2026-02-27', TODAY))).toBe(4);
  });
});

describe('the leaves of a team', () => {
  const leaves = [
    leave('late', '2026-03-30', '2026-04-02', { staff: { id: 'S2', name: '李强' } }),
    leave('gone', '2026-03-02', '2026-03-03', { cancelled: true }),
    leave('soon', '2026-03-05', '2026-03-06'),
  ];
  it('stand in the order of their days, those taken back at the end', () =>
    expect(inOrder(leaves).map(({ id }) => id)).toEqual(['soon', 'late', 'gone']));
  it('are a row a person and a cell a day, the team first; what was taken back is no part of it', () => {
    const days = daysOfMonth('2026-03-01');
    const rows = rowsOf(leaves, [{ id: 'S1', name: '王芳' }], days);
    expect(rows.map(({ id }) => id)).toEqual(['S1', 'S2']);
    const away = (at: number) => days.filter((_, index) => rows[at]!.cells[index]);
    expect(away(0)).toEqual(['2026-03-05', '2026-03-06']);
    expect(away(1)).toEqual(['2026-03-30', '2026-03-31']);
    expect(awayOn(rows, days).reduce((sum, count) => sum + count, 0)).toBe(4);
  });
  it('show who covers, and for whom', () => {
    const days = daysOfMonth('2026-03-01');
    const covered = leave('soon', '2026-03-05', '2026-03-06', { cover: { id: 'S9', name: '赵敏' } });
    const rows = rowsOf([covered], [{ id: 'S1', name: '王芳' }], days);
    expect(rows.map(({ id }) => id)).toEqual(['S1', 'S9']);
    expect(days.filter((_, index) => rows[1]!.covers[index])).toEqual(['2026-03-05', '2026-03-06']);
    expect(rows[1]!.cells.every((cell) => cell === null)).toBe(true);
    expect(awayOn(rows, days).reduce((sum, count) => sum + count, 0)).toBe(2);
  });
  it('are of a month with all its days, week ends marked', () => {
    const days = daysOfMonth('2026-02-01');
    expect([days.length, days[0], days.at(-1)]).toEqual([28, '2026-02-01', '2026-02-28']);
    expect(days.filter((day) => isOff(day, new Map()))).toHaveLength(8);
  });
});

describe('the days of a month', () => {
  const kinds = new Map<string, DayKind>([
    ['2026-02-13', 'WORKING_DAY'],
    ['2026-02-14', 'MAKE_UP_WORKING_DAY'],
    ['2026-02-15', 'WEEKEND'],
    ['2026-02-16', 'HOLIDAY'],
  ]);
  it('are off and worked as the bank’s calendar says, by the weekday where it has said nothing', () => {
    const days = [...kinds.keys(), '2026-02-20', '2026-02-21'];
    expect(days.filter((day) => isOff(day, kinds))).toEqual(['2026-02-15', '2026-02-16', '2026-02-21']);
  });
  it('are marked where the weekday says something else', () =>
    expect([...kinds.keys()].map((day) => markOf(day, kinds))).toEqual([null, 'MAKE_UP_WORKING_DAY', null, 'HOLIDAY']));
  it('are asked for in two questions of sixteen each, the last one again where there is none left', () => {
    const [first, second] = kindsAsked(daysOfMonth('2026-02-01'));
    expect([first.d1, first.d16, second.d1, second.d12, second.d16]).toEqual([
      '2026-02-01',
      '2026-02-16',
      '2026-02-17',
      '2026-02-28',
      '2026-02-28',
    ]);
  });
});
