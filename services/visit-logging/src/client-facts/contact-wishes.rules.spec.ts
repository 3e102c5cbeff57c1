import { type ContactWish, type ContactWishes, wantedNoContact, withWish } from './contact-wishes.rules.js';

const wish = (noContact: boolean, hour: string): ContactWish => ({ noContact, at: `2026-03-02T${hour}:00+08:00` });
const told = (...wishes: ContactWish[]): ContactWishes => wishes.reduce(withWish, [] as ContactWishes);
const at = (wishes: ContactWishes, hour: string) => wantedNoContact(wishes, `2026-03-02T${hour}:00+08:00`);

describe('a client who wants no contact', () => {
  const wishes = told(wish(true, '10:00'), wish(false, '12:00'));
  it.each([
    ['may be visited before that', '09:59', false],
    ['is not from then on', '10:00', true],
    ['until it is taken back', '11:59', true],
    ['may be again from then on', '12:00', false],
  ])('%s', (_, hour, noContact) => expect(at(wishes, hour)).toBe(noContact));

  it('has said nothing by default', () => expect(at([], '10:00')).toBe(false));

  it('is known whatever comes late or again', () => {
    expect(told(wish(false, '12:00'), wish(true, '10:00'), wish(false, '12:00'))).toEqual(wishes);
    const both = told(wish(true, '10:00'), wish(false, '10:00'));
    expect([at(both, '10:00'), both.reduce(withWish, both)]).toEqual([false, both]);
  });
});
