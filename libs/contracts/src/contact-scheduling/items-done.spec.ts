import { doesItem, itemDoneBy, itemToldWith } from './items-done.js';

const contact = { staffId: 'S1', effective: true, businessDate: '2026-03-02', planItemId: null };
const item = (itemId: string, date: string, staffId = 'S1') => ({ itemId, date, staffId });

describe('a contact', () => {
  it.each([
    ['an item of its own day', item('P1', '2026-03-02'), true],
    ['an item that was missed on an earlier day', item('P1', '2026-02-27'), true],
    ['an item in the plan of a colleague', item('P1', '2026-03-02', 'S2'), true],
    ['no item of a later day', item('P1', '2026-03-03'), false],
  ])('does %s', (_, open, done) => expect(doesItem(contact, open)).toBe(done));

  it('does the item that it names, whatever its day', () =>
    expect(doesItem({ ...contact, planItemId: 'P1' }, item('P1', '2026-03-03'))).toBe(true));

  it('does no item when it is only a touch, though it names one', () => {
    expect(doesItem({ ...contact, effective: false, planItemId: 'P1' }, item('P1', '2026-03-02'))).toBe(false);
    expect(itemDoneBy({ effective: false, planItemId: 'P1' })).toBeNull();
    expect(itemDoneBy({ effective: true, planItemId: 'P1' })).toBe('P1');
  });

  it("is told with its maker's own item before a colleague's, else with the first", () => {
    const [theirs, own, later] = [item('P1', '2026-02-27', 'S2'), item('P2', '2026-03-02'), item('P3', '2026-03-03')];
    expect(itemToldWith(contact, [theirs, own, later])).toBe(own);
    expect(itemToldWith(contact, [theirs, later])).toBe(theirs);
    expect(itemToldWith(contact, [later])).toBeUndefined();
  });
});
