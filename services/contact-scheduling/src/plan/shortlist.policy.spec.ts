import { addDays, daysBetween } from '@hengxin/contracts';
import fc from 'fast-check';
import { type Candidate, drawPlan } from './draw-plan.policy.js';
import { type Glance, isEnough, type Shortlist, shortlistOf } from './shortlist.policy.js';

const DATE = '2026-03-02';
const PHONE = { PHONE: { granted: true, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn: null } };
const client = (clientId: string, facts: Partial<Candidate> = {}): Candidate => ({
  clientId,
  contactsAYear: 6,
  preferredChannel: null,
  consents: PHONE,
  registeredOn: '2025-06-01',
  lastContactOn: null,
  followUp: null,
  prompts: [],
  ...facts,
});
const glanceAt = (clients: readonly Candidate[]): Glance => ({
  clientIds: clients.map(({ clientId }) => clientId),
  contactsAYear: clients.map(({ contactsAYear }) => contactsAYear),
  daysSinceContact: clients.map(({ lastContactOn }) =>
    lastContactOn === null ? null : daysBetween(lastContactOn, DATE),
  ),
  speaks: clients.map(({ followUp, prompts }) => followUp !== null || prompts.length > 0),
});
const some = (n: number, facts: (i: number) => Partial<Candidate>) =>
  Array.from({ length: n }, (_, i) => client(`C${String(i).padStart(3, '0')}`, facts(i)));
const read = (clientIds: readonly string[], clients: readonly Candidate[]) =>
  new Map(clients.filter(({ clientId }) => clientIds.includes(clientId)).map((each) => [each.clientId, each]));
const first = ({ speaking, pressing }: Shortlist) => [...speaking, ...pressing];

describe('the shortlist of a plan', () => {
  const list = (clients: readonly Candidate[], open: readonly string[] = [], planned: readonly string[] = []) =>
    shortlistOf(
      glanceAt(clients),
      1,
      new Map(open.map((clientId) => [clientId, null])),
      new Map(planned.map((clientId) => [clientId, 'SKIPPED'] as const)),
    );

  it('holds everyone for whom more than time may speak, and the first of cadence', () => {
    const followUp = { on: DATE, dueSince: DATE, promisedOn: DATE, deferred: false };
    const clients = some(30, (i) => (i === 29 ? { followUp } : { lastContactOn: addDays(DATE, -10 - i) }));
    const { speaking, pressing, others } = list(clients);
    expect(speaking).toEqual(['C029']);
    expect(pressing.slice(0, 2)).toEqual(['C028', 'C027']);
    expect([pressing.length, others.length]).toEqual([11, 18]);
  });

  it('holds nobody who rests, is owed nothing, or stands in a plan, for whom time alone speaks', () => {
    const facts = [{ lastContactOn: addDays(DATE, -7) }, { contactsAYear: 0 }, {}, {}, {}];
    expect(
      first(
        list(
          some(5, (i) => facts[i]!),
          ['C002'],
          ['C003'],
        ),
      ),
    ).toEqual(['C004']);
  });

  it('is not enough while too few of the first allow a channel', () => {
    const clients = some(40, (i) => (i < 15 ? { consents: {} } : {}));
    const [small, large] = [1, 10].map((capacity) => {
      const shortlist = shortlistOf(glanceAt(clients), capacity, new Map(), new Map());
      return isEnough(shortlist, read(first(shortlist), clients), { date: DATE, capacity });
    });
    expect([small, large]).toEqual([false, false]);
    const shortlist = shortlistOf(glanceAt(clients.slice(15)), 10, new Map(), new Map());
    expect(isEnough(shortlist, read(first(shortlist), clients), { date: DATE, capacity: 10 })).toBe(true);
  });

  it('draws the same plan as the whole portfolio', () => {
    const ago = fc.option(fc.integer({ min: 0, max: 90 }).map((days) => addDays(DATE, -days)));
    const due = fc.integer({ min: -3, max: 9 }).map((days) => addDays(DATE, -days));
    const facts = fc.record({
      contactsAYear: fc.constantFrom(0, 4, 6, 6, 12),
      lastContactOn: ago,
      consents: fc.constantFrom(PHONE, PHONE, PHONE, {}),
      followUp: fc.option(fc.record({ on: due, dueSince: due, promisedOn: due, deferred: fc.boolean() }), { freq: 2 }),
      place: fc.constantFrom('NONE', 'NONE', 'NONE', 'OPEN', 'SKIPPED', 'ELSEWHERE'),
    });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (all, capacity) => {
        const clients = all.map(({ place: _place, ...each }, i) => client(`C${String((i * 37) % 101)}`, each));
        const placed = (place: string) =>
          clients.filter((_, i) => all[i]!.place === place).map(({ clientId }) => clientId);
        const open = new Map(placed('ELSEWHERE').map((clientId) => [clientId, null]));
        const planned = new Map<string, 'OPEN' | 'SKIPPED'>([
          ...placed('OPEN').map((clientId) => [clientId, 'OPEN'] as const),
          ...placed('SKIPPED').map((clientId) => [clientId, 'SKIPPED'] as const),
        ]);
        const day = { date: DATE, capacity };
        const shortlist = shortlistOf(glanceAt(clients), capacity, open, planned);
        const known = read(first(shortlist), clients);
        const rest = isEnough(shortlist, known, day) ? new Map<string, Candidate>() : read(shortlist.others, clients);
        const drawn = drawPlan(day, [...known.values(), ...rest.values()], open, planned);
        expect(drawn).toEqual(drawPlan(day, clients, open, planned));
      }),
      { numRuns: 300 },
    );
  });
});
