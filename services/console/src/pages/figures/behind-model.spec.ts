import {
  ANY,
  type BehindContact,
  behindLines,
  contactsOf,
  isAny,
  isWanted,
  placedIn,
  readsOn,
} from './behind-model.js';

const contact: BehindContact = {
  id: 'x',
  startedAt: '2026-02-28T14:21:00+08:00',
  channel: 'PHONE',
  outcome: 'DECLINED',
  late: true,
  effective: false,
  client: { id: 'C000007', name: '薛**', tier: 'GOLD' },
  staff: { id: 'S0001', name: '邵顺勇' },
  unit: { name: '上海中山路支行' },
};

describe('the contacts behind a figure', () => {
  it('are all where nothing is looked for', () => {
    expect(isAny(ANY) && isAny({ ...ANY, text: '  ' })).toBe(true);
    expect(isWanted(contact, ANY)).toBe(true);
  });
  it.each(['c000007', '薛', '邵', '中山路'])('are found by client, code, manager or unit: %s', (text) =>
    expect(isWanted(contact, { ...ANY, text })).toBe(true),
  );
  it('are left out by another channel, another outcome or a text that is nowhere', () => {
    expect(isWanted(contact, { ...ANY, channel: 'VISIT' })).toBe(false);
    expect(isWanted(contact, { ...ANY, outcome: 'ENGAGED' })).toBe(false);
    expect(isWanted(contact, { ...ANY, text: '王' })).toBe(false);
    expect(isWanted(contact, { text: '薛', channel: 'PHONE', outcome: 'DECLINED' })).toBe(true);
  });
  it('are narrowed by what lies in the address, and by nothing that it can’t say', () => {
    const placed = (address: string) => placedIn(new URLSearchParams(address));
    expect(placed('channel=PHONE&outcome=NO_ANSWER')).toEqual({ channel: 'PHONE', outcome: 'NO_ANSWER' });
    expect(placed('channel=FAX&text=薛')).toEqual({ channel: '', outcome: '' });
  });
  it('are read on while a search has found little, and not without end', () => {
    const filter = { ...ANY, text: '薛' };
    expect(readsOn(filter, 0, 30)).toBe(true);
    expect(readsOn(filter, 10, 30)).toBe(false);
    expect(readsOn(filter, 0, 300)).toBe(false);
    expect(readsOn(ANY, 0, 30)).toBe(false);
  });
  it('are as many as the figure says, where it counts contacts', () => {
    expect([contactsOf('CONTACTS', 1528), contactsOf('TOUCHES_SMS', 7)]).toEqual([1528, 7]);
    expect([contactsOf('CLIENTS_CONTACTED', 900), contactsOf('COVERAGE', 0.7)]).toEqual([null, null]);
    expect(contactsOf('CONTACTS', undefined)).toBeNull();
  });
  it('are saved with the codes of their clients', () => {
    const words = {
      columns: ['When', 'Client'],
      channel: (one: string) => one,
      outcome: (one: string) => one,
      tier: (one: string) => one,
      yes: (is: boolean) => (is ? 'yes' : ''),
    };
    expect(behindLines([contact], words)).toEqual([
      ['When', 'Client'],
      [
        '2026-02-28T14:21:00+08:00',
        'C000007',
        '薛**',
        'GOLD',
        'PHONE',
        'DECLINED',
        '',
        'yes',
        '邵顺勇',
        '上海中山路支行',
      ],
    ]);
  });
});
