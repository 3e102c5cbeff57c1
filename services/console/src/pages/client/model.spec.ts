import type { Contact } from './documents.js';
import { byDay, consentStanding, decidedAt, listOf, minutesOf, numberOf } from './model.js';

const contact = (id: string, startedAt: string) => ({ id, startedAt }) as Contact;

describe('a client’s page', () => {
  it('says how a consent stands', () => {
    expect(consentStanding({ decision: 'GRANTED', valid: true })).toBe('valid');
    expect(consentStanding({ decision: 'GRANTED', valid: false })).toBe('expired');
    expect(consentStanding({ decision: 'WITHDRAWN', valid: false })).toBe('withdrawn');
  });

  it('puts contacts under the day of the bank', () => {
    const contacts = [
      contact('a', '2026-03-01T16:10:00Z'),
      contact('b', '2026-03-01T16:00:00Z'),
      contact('c', '2026-03-01T15:00:00Z'),
    ];
    expect(byDay(contacts, 'Asia/Shanghai').map(({ day, contacts: of }) => [day, of.map(({ id }) => id)])).toEqual([
      ['2026-03-02', ['a', 'b']],
      ['2026-03-01', ['c']],
    ]);
  });

  it('counts minutes, one at least', () => {
    expect(minutesOf({ startedAt: '2026-03-02T09:00:00+08:00', endedAt: '2026-03-02T09:12:29+08:00' })).toBe(12);
    expect(minutesOf({ startedAt: '2026-03-02T09:00:00+08:00', endedAt: '2026-03-02T09:00:10+08:00' })).toBe(1);
  });

  it('counts none where nobody said how long it took', () =>
    expect(minutesOf({ startedAt: '2026-03-02T09:00:00+08:00', endedAt: '2026-03-02T09:00:00+08:00' })).toBeNull());

  it('takes a decision of today for made now, of another day for made at noon', () => {
    expect(decidedAt('2026-03-02', '2026-03-02')).toBeNull();
    expect(decidedAt('2026-02-20', '2026-03-02')).toBe('2026-02-20T12:00:00+08:00');
  });
});

it('a list is read as it is typed, by commas of any kind', () => {
  expect(listOf(' 离婚、赌博,, 政治；')).toEqual(['离婚', '赌博', '政治']);
  expect(listOf('  ')).toEqual([]);
});

it('a number that is none is left for the platform to refuse', () => {
  expect([numberOf('08'), numberOf('2.9'), numberOf('八'), numberOf('')]).toEqual([8, 2, 0, 0]);
});
