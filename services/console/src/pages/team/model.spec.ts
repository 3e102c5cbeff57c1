import { handoverRefusals, type Row, teamOf, withArrived } from './model.js';

const row = (id: string, done: number, planned: number, contacts = done): Row => ({
  unit: null,
  staff: { id, name: id },
  trend: [null, 0.5],
  values: [
    { metric: 'PLAN_COMPLETION', value: planned ? done / planned : null, numerator: done, denominator: planned },
    { metric: 'CONTACTS', value: contacts, numerator: contacts, denominator: null },
  ],
});

describe('a team today', () => {
  it('counts what was planned and done, and what is left of earlier days', () => {
    const team = teamOf([row('A', 4, 10)], [[row('A', 10, 20)], [row('A', 48, 50)]]);
    expect(team).toMatchObject({ planned: 10, done: 4, contacts: 4, overdue: 6 });
    expect(team.members[0]).toMatchObject({ id: 'A', isUnit: false, overdue: 6, plannedBefore: 60, behind: null });
  });

  it('has those first who left much undone, and then those far behind the others', () => {
    const day = [row('A', 8, 10), row('B', 1, 10), row('C', 6, 10)];
    const week = [row('A', 28, 30), row('B', 21, 30), row('C', 10, 30)];
    const team = teamOf(day, [week, []]);
    expect(team.members.map(({ id, behind }) => [id, behind])).toEqual([
      ['C', 'OVERDUE'],
      ['B', 'SLOW'],
      ['A', null],
    ]);
    expect(team.behind).toBe(2);
  });

  it('calls nobody behind before the team has begun, on a day without plans, or for one or two items', () => {
    expect(teamOf([row('A', 0, 10), row('B', 1, 10)], []).behind).toBe(0);
    expect(teamOf([row('A', 0, 0)], []).members[0]).toMatchObject({ planned: 0, behind: null });
    expect(teamOf([row('A', 5, 10)], [[row('A', 5, 12)]]).members[0]).toMatchObject({ overdue: 2, behind: null });
  });

  it('takes a manager who came this week as one without a week before', () =>
    expect(teamOf([row('A', 1, 10)], [[row('A', 1, 10)], []]).members[0]).toMatchObject({
      overdue: 0,
      plannedBefore: 0,
    }));
});

describe('contacts as they come in', () => {
  it('stand before those that were read, each once', () =>
    expect(withArrived([{ id: 'b' }, { id: 'a' }], [{ id: 'c' }, { id: 'b' }])).toEqual([
      { id: 'c' },
      { id: 'b' },
      { id: 'a' },
    ]));
});

it('what speaks against a handover is said once, however many clients it concerns', () => {
  const refusals = ['太早', '超限', '太早'].map((message) => ({ message }));
  expect(handoverRefusals(refusals)).toEqual(['太早', '超限']);
  expect(handoverRefusals(Array.from({ length: 30 }, (_, index) => ({ message: String(index) })))).toHaveLength(10);
});
