import { addDays } from '@hengxin/contracts';
import fc from 'fast-check';
import { addedLine, type Candidate, capacityOf, drawPlan, followUpDayOf, reasonAsOf } from './draw-plan.js';

const DATE = '2026-03-02';
const DAY = { date: DATE, capacity: 10 };
const PHONE = { PHONE: { granted: true, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn: null } };
const ago = (days: number) => addDays(DATE, -days);
const client = (clientId: string, facts: Partial<Candidate> = {}): Candidate => ({
  clientId,
  contactsAYear: 6,
  preferredChannel: null,
  consents: PHONE,
  registeredOn: '2025-06-01',
  lastContactOn: ago(40),
  followUp: null,
  prompt: null,
  ...facts,
});
const promised = (days: number, deferred = false) => ({
  followUp: { on: ago(days), dueSince: ago(days), promisedOn: ago(days), deferred },
});
const putOff = (days: number, promisedOn: string | null = null) => ({
  followUp: { on: ago(days), dueSince: ago(days + 3), promisedOn, deferred: true },
});
const occasion = (urgency: number) => ({ prompt: { code: 'OCCASION' as const, urgency, dueSince: DATE } });
const some = (n: number, prefix: string, facts: (i: number) => Partial<Candidate>) =>
  Array.from({ length: n }, (_, i) => client(`${prefix}${String(i).padStart(2, '0')}`, facts(i)));
const codes = (lines: readonly { reason: { code: string } }[]) => lines.map((line) => line.reason.code);
const ids = (lines: readonly { clientId: string }[]) => lines.map((line) => line.clientId);

describe('capacity', () => {
  it('is 10 on a working day', () => expect(capacityOf(true)).toBe(10));
  it('is 5 on a half day', () => expect(capacityOf(true, 0.5)).toBe(5));
  it('is 0 on leave', () => expect(capacityOf(true, 0)).toBe(0));
  it('is 0 on a day off', () => expect(capacityOf(false)).toBe(0));
  it('of 0 leaves the plan empty', () =>
    expect(
      drawPlan(
        { date: DATE, capacity: 0 },
        some(20, 'C', () => ({})),
      ),
    ).toEqual([]));
});

describe('candidates', () => {
  const alone = (facts: Partial<Candidate>) => drawPlan(DAY, [client('C1', facts)]);
  it('without a channel with valid consent are left out', () => expect(alone({ consents: {} })).toEqual([]));
  it('contacted within 7 days are left out', () => expect(alone({ lastContactOn: ago(7) })).toEqual([]));
  it('contacted 8 days ago may be planned', () => expect(codes(alone({ lastContactOn: ago(8) }))).toEqual(['CADENCE']));
  it('contacted within 7 days are planned when a promise is due', () =>
    expect(codes(alone({ lastContactOn: ago(1), ...promised(0) }))).toEqual(['PROMISE']));
  it('contacted within 7 days are left out in spite of an occasion', () =>
    expect(alone({ lastContactOn: ago(1), ...occasion(1) })).toEqual([]));
  it('with an open item are left out', () => expect(drawPlan(DAY, [client('C1')], new Map([['C1', null]]))).toEqual([]));
  it('with an open item are planned for a promise that falls due, whatever is open or missed', () => {
    const due = client('C1', promised(0));
    expect(codes(drawPlan(DAY, [due], new Map([['C1', null]])))).toEqual(['PROMISE']);
    expect(codes(drawPlan(DAY, [due], new Map([['C1', ago(5)]])))).toEqual(['PROMISE']);
  });
  it('with an open item for that very promise are left out', () =>
    expect(drawPlan(DAY, [client('C1', promised(3))], new Map([['C1', ago(3)]]))).toEqual([]));
  it('with an open item take no place of cadence when all places of promises are gone', () => {
    const earlier = some(10, 'P', () => promised(2));
    expect(ids(drawPlan(DAY, [...earlier, client('C1', promised(1))], new Map([['C1', null]])))).not.toContain('C1');
  });
  it('deferred to a later day are left out until then', () =>
    expect(alone({ lastContactOn: ago(300), ...promised(-1, true) })).toEqual([]));
  it('with a promise of a later day may be planned before it', () => expect(codes(alone({ ...promised(-1) }))).toEqual(['CADENCE']));
  it('to whom no contact is owed are planned for a promise only', () => {
    expect(alone({ contactsAYear: 0, lastContactOn: null })).toEqual([]);
    expect(codes(alone({ contactsAYear: 0, ...promised(2) }))).toEqual(['PROMISE']);
  });
});

describe('the filling', () => {
  const due = (n: number) => some(n, 'P', (i) => ({ ...promised(i), lastContactOn: ago(10) }));
  const overdue = (n: number) => some(n, 'C', (i) => ({ lastContactOn: ago(100 - i) }));
  const fresh = (n: number) => some(n, 'F', (i) => ({ lastContactOn: ago(20 - i) }));
  const birthdays = (n: number) => some(n, 'B', (i) => ({ ...occasion(i), lastContactOn: ago(10) }));
  const count = (lines: ReturnType<typeof drawPlan>, code: string) => codes(lines).filter((c) => c === code).length;

  it('takes promises due first, oldest first', () => {
    expect(ids(drawPlan(DAY, [...overdue(9), ...due(3)])).slice(0, 3)).toEqual(['P02', 'P01', 'P00']);
  });
  it('takes occasions after promises, by urgency', () => {
    expect(ids(drawPlan(DAY, [...overdue(9), ...birthdays(2), ...due(1)])).slice(0, 3)).toEqual(['P00', 'B01', 'B00']);
  });
  it('gives promises and occasions at most 6 places while cadence has overdue candidates', () => {
    const lines = drawPlan(DAY, [...overdue(9), ...due(4), ...birthdays(5)]);
    expect([count(lines, 'PROMISE'), count(lines, 'OCCASION'), count(lines, 'CADENCE')]).toEqual([4, 2, 4]);
  });
  it('gives cadence at least 4 places while it has candidates with a ratio over a half', () => {
    const lines = drawPlan(DAY, [...due(10), ...overdue(9)]);
    expect([count(lines, 'PROMISE'), count(lines, 'CADENCE')]).toEqual([6, 4]);
  });
  it('gives spare places to the next promises when cadence has no candidate over a half', () => {
    const lines = drawPlan(DAY, [...due(10), ...fresh(9)]);
    expect([count(lines, 'PROMISE'), count(lines, 'CADENCE')]).toEqual([10, 0]);
  });
  it('gives spare places to cadence under a half when nothing else is next', () => {
    expect(codes(drawPlan(DAY, [...overdue(2), ...fresh(9)]))).toEqual(Array(10).fill('CADENCE'));
  });
  it('lets a promise beyond the 6 places compete by cadence', () => {
    const late = some(7, 'P', () => ({ ...promised(3), lastContactOn: ago(200) }));
    const lines = drawPlan(DAY, [...late, ...overdue(9)]);
    expect(lines[6]).toMatchObject({ clientId: 'P06', reason: { code: 'CADENCE', promisedOn: ago(3) } });
  });
  it('shares out a half day in the same proportion', () => {
    const lines = drawPlan({ date: DATE, capacity: 5 }, [...due(9), ...overdue(9)]);
    expect([count(lines, 'PROMISE'), count(lines, 'CADENCE')]).toEqual([3, 2]);
  });
});

describe('cadence', () => {
  it('takes the highest days since contact / interval first', () => {
    const lines = drawPlan(DAY, [
      client('A', { contactsAYear: 6, lastContactOn: ago(61) }),
      client('B', { contactsAYear: 12, lastContactOn: ago(31) }),
    ]);
    expect(ids(lines)).toEqual(['B', 'A']);
  });
  it('takes clients never contacted before all', () => {
    expect(ids(drawPlan(DAY, [client('A', { lastContactOn: ago(900) }), client('B', { lastContactOn: null })]))).toEqual(['B', 'A']);
  });
  it('settles ties by the oldest contact', () => {
    const lines = drawPlan(DAY, [
      client('A', { contactsAYear: 12, lastContactOn: ago(30) }),
      client('B', { contactsAYear: 6, lastContactOn: ago(60) }),
    ]);
    expect(ids(lines)).toEqual(['B', 'A']);
  });
  it('settles further ties by client id', () =>
    expect(ids(drawPlan(DAY, [client('B'), client('A'), client('a')]))).toEqual(['A', 'B', 'a']));
});

describe('an item', () => {
  const reasonOf = (facts: Partial<Candidate>) => drawPlan(DAY, [client('C1', { lastContactOn: ago(9), ...facts })])[0]!;
  const contact = { lastContactOn: ago(9), daysSinceContact: 9, intervalDays: 61 };
  it('carries the facts of its promise', () => {
    expect(reasonOf(promised(2))).toEqual({
      clientId: 'C1',
      channel: 'PHONE',
      dueSince: ago(2),
      reason: { code: 'PROMISE', ...contact, promisedOn: ago(2) },
    });
  });
  it('that was put off comes back as a promise with the day it first fell due, and names no day agreed where none was', () => {
    expect(reasonOf(putOff(2))).toEqual({
      clientId: 'C1',
      channel: 'PHONE',
      dueSince: ago(5),
      reason: { code: 'PROMISE', ...contact, promisedOn: null, deferredTo: ago(2) },
    });
  });
  it('that was put off names the day agreed beside the day it was put off to', () =>
    expect(reasonOf(putOff(2, ago(4))).reason).toEqual({ code: 'PROMISE', ...contact, promisedOn: ago(4), deferredTo: ago(2) }));
  it('put off ranks among promises by the day it was put off to', () => {
    const lines = drawPlan(DAY, [client('A', promised(1)), client('B', putOff(2)), client('C', promised(3))]);
    expect(ids(lines)).toEqual(['C', 'B', 'A']);
  });
  const dueSince = (facts: Partial<Candidate>) => drawPlan(DAY, [client('C1', facts)])[0]!.dueSince;
  it('of cadence fell due when the interval ran out', () => expect(dueSince({ lastContactOn: ago(100) })).toBe(ago(39)));
  it('of cadence falls due today while the interval runs', () => expect(dueSince({ lastContactOn: ago(20) })).toBe(DATE));
  it('of a client never contacted fell due at registration', () =>
    expect(dueSince({ lastContactOn: null, registeredOn: ago(5) })).toBe(ago(5)));
  it('added by hand is due on its day and needs a consented channel', () => {
    expect(addedLine(client('C1', { ...promised(3), lastContactOn: ago(9) }), DATE)).toEqual({
      clientId: 'C1',
      channel: 'PHONE',
      dueSince: DATE,
      reason: { code: 'ADDED', lastContactOn: ago(9), daysSinceContact: 9, intervalDays: 61, promisedOn: ago(3) },
    });
    expect(addedLine(client('C1', { consents: {} }), DATE)).toBeNull();
  });
});

describe('same inputs', () => {
  const candidates = fc.uniqueArray(
    fc.record({
      clientId: fc.stringMatching(/^[A-C][0-9]{1,2}$/),
      contactsAYear: fc.constantFrom(0, 4, 6, 12, 24),
      lastContactOn: fc.option(fc.integer({ min: 0, max: 200 }).map(ago)),
      followUp: fc.option(
        fc.record({
          on: fc.integer({ min: -5, max: 20 }).map(ago),
          dueSince: fc.constant(ago(20)),
          promisedOn: fc.option(fc.constant(ago(20))),
          deferred: fc.boolean(),
        }),
      ),
      prompt: fc.option(
        fc.record({ code: fc.constantFrom('OCCASION' as const, 'SIGNAL' as const), urgency: fc.nat(3), dueSince: fc.constant(DATE) }),
      ),
      consents: fc.constantFrom(PHONE, PHONE, PHONE, {}),
    }),
    { selector: (c) => c.clientId, maxLength: 60 },
  );
  const capacity = fc.integer({ min: 0, max: 10 });

  it('give the same plan byte for byte, in whatever order they come', () => {
    fc.assert(
      fc.property(candidates, fc.infiniteStream(fc.nat()), capacity, (facts, keys, capacity) => {
        const clients = facts.map((f) => client(f.clientId, f));
        const shuffled = clients
          .map((c) => ({ c, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ c }) => c);
        expect(JSON.stringify(drawPlan({ date: DATE, capacity }, shuffled))).toBe(
          JSON.stringify(drawPlan({ date: DATE, capacity }, clients)),
        );
      }),
    );
  });
  it('never fill more places than there are, nor one client twice, nor leave a place empty that a candidate could take', () => {
    fc.assert(
      fc.property(candidates, capacity, (facts, capacity) => {
        const clients = facts.map((f) => client(f.clientId, f));
        const lines = drawPlan({ date: DATE, capacity }, clients);
        const eligible = clients.filter((c) => drawPlan(DAY, [c]).length === 1).length;
        expect(new Set(ids(lines)).size).toBe(lines.length);
        expect(lines).toHaveLength(Math.min(capacity, eligible));
      }),
    );
  });
});

describe('a shown reason is as of today', () => {
  const reason = { code: 'CADENCE' as const, lastContactOn: ago(20), daysSinceContact: 8, intervalDays: 61, promisedOn: null };
  it('days since the last contact are counted to today', () =>
    expect(reasonAsOf(reason, client('C1', { lastContactOn: ago(20) }), DATE)).toEqual({ ...reason, daysSinceContact: 20 }));
  it('a contact that was logged late is told', () =>
    expect(reasonAsOf(reason, client('C1', { lastContactOn: ago(9) }), DATE)).toEqual({
      ...reason,
      lastContactOn: ago(9),
      daysSinceContact: 9,
    }));
  it('a promise that fell due since is told', () =>
    expect(reasonAsOf({ ...reason, code: 'ADDED' }, client('C1', promised(1)), DATE)).toMatchObject({ code: 'ADDED', promisedOn: ago(1) }));
  it('what an item was planned for stays', () => {
    const promise = { ...reason, code: 'PROMISE' as const, promisedOn: ago(3) };
    expect(reasonAsOf(promise, client('C1', { lastContactOn: ago(20) }), DATE)).toEqual({ ...promise, daysSinceContact: 20 });
    expect(followUpDayOf(promise)).toBe(ago(3));
  });
});
