import { countOf, entriesOf, toGreetOf } from './model.js';

const page = (rows: number, hasNextPage = false) => ({ edges: Array(rows).fill({}), pageInfo: { hasNextPage } });

describe('what else there is', () => {
  it('is for each role what it may open', () => {
    expect(entriesOf('RM')).toContain('greetings');
    expect(entriesOf('UNIT_HEAD')).toContain('organisation');
    expect(entriesOf('HEAD_OFFICE')).toContain('playbooks');
    expect(entriesOf('HEAD_OFFICE')).not.toContain('leave');
    expect(entriesOf('ADMIN')).toEqual(['gifts']);
  });
  it('says how many wait, and that there may be more', () =>
    expect([page(0), page(3), page(20, true)].map(countOf)).toEqual([undefined, '3', '20+']));
  it('counts greetings of open lists alone', () => {
    const lists = [
      { opensOn: '2026-02-26', toGreet: 12 },
      { opensOn: '2026-04-28', toGreet: 50 },
    ];
    expect(toGreetOf(lists, '2026-03-02')).toBe('12');
    expect(toGreetOf(lists, '2026-02-25')).toBeUndefined();
  });
});
