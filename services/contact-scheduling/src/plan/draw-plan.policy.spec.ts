import { addDays, daysBetween, PROMPT_KINDS } from '@hengxin/contracts';
import fc from 'fast-check';
import { addedLine, type Candidate, drawPlan, followUpDayOf, reasonAsOf } from './draw-plan.policy.js';
import type { Prompt } from './prompts.policy.js';

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
  prompts: [],
  ...facts,
});
const promised = (days: number, deferred = false) => ({
  followUp: { on: ago(days), dueSince: ago(days), promisedOn: ago(days), deferred },
});
const putOff = (days: number, promisedOn: string | null = null) => ({
  followUp: { on: ago(days), dueSince: ago(days + 3), promisedOn, deferred: true },
});
const prompt = (kind: Prompt['kind'], lapsesIn = 0, facts: Partial<Prompt> = {}): Prompt => ({
  kind,
  from: DATE,
  lapsesOn: addDays(DATE, lapsesIn),
  date: addDays(DATE, lapsesIn),
  label: null,
  facts: [],
  ...facts,
});
const birthday = (lapsesIn = 0) => ({ prompts: [prompt('BIRTHDAY', lapsesIn)] });
const signal = (lapsesIn = 0) => ({ prompts: [prompt('BALANCE_FALL', lapsesIn, { date: null })] });
const some = (n: number, prefix: string, facts: (i: number) => Partial<Candidate>) =>
  Array.from({ length: n }, (_, i) => client(`${prefix}${String(i).padStart(2, '0')}`, facts(i)));
const codes = (lines: readonly { reason: { code: string } }[]) => lines.map((line) => line.reason.code);
const ids = (lines: readonly { clientId: string }[]) => lines.map((line) => line.clientId);

describe('rule 1: a plan of no places', () => {
  it('is empty', () =>
    expect(
      drawPlan(
        { date: DATE, capacity: 0 },
        some(20, 'C', () => ({})),
      ),
    ).toEqual([]));
});

describe('rule 1: candidates', () => {
  const alone = (facts: Partial<Candidate>) => drawPlan(DAY, [client('C1', facts)]);
  it('without a channel with valid consent are left out', () => expect(alone({ consents: {} })).toEqual([]));
  it('contacted within 7 days are left out', () => expect(alone({ lastContactOn: ago(7) })).toEqual([]));
  it('contacted 8 days ago may be planned', () => expect(codes(alone({ lastContactOn: ago(8) }))).toEqual(['CADENCE']));
  it('contacted within 7 days are planned when a promise is due', () =>
    expect(codes(alone({ lastContactOn: ago(1), ...promised(0) }))).toEqual(['PROMISE']));
  it('contacted within 7 days are planned when an occasion is due, however late it lapses', () => {
    expect(codes(alone({ lastContactOn: ago(7), ...birthday(2) }))).toEqual(['OCCASION']);
    expect(codes(alone({ lastContactOn: ago(1), ...birthday() }))).toEqual(['OCCASION']);
  });
  it('contacted within 7 days are left out in spite of a signal', () =>
    expect(alone({ lastContactOn: ago(1), ...signal() })).toEqual([]));
  it('contacted since an occasion came up are left out: it is served', () => {
    const served = { prompts: [prompt('BIRTHDAY', 1, { from: ago(1) })] };
    expect(alone({ lastContactOn: ago(1), ...served })).toEqual([]);
    expect(codes(alone({ lastContactOn: ago(2), ...served }))).toEqual(['OCCASION']);
  });
  it('to whom no contact is owed are planned for an occasion or a signal', () =>
    expect([birthday(), signal()].map((facts) => codes(alone({ contactsAYear: 0, ...facts })))).toEqual([
      ['OCCASION'],
      ['SIGNAL'],
    ]));
  it('with an open item are left out', () =>
    expect(drawPlan(DAY, [client('C1')], new Map([['C1', null]]))).toEqual([]));
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
  const within = (facts: Partial<Candidate>, as: 'OPEN' | 'SKIPPED') =>
    codes(drawPlan(DAY, [client('C1', facts)], new Map(), new Map([['C1', as]])));
  it('with an open item of that day are left out, whatever is due', () => {
    expect(within({}, 'OPEN')).toEqual([]);
    expect(within(promised(0), 'OPEN')).toEqual([]);
  });
  it('skipped on that day are planned for a promise that is due, and for nothing else', () => {
    expect(within(promised(0), 'SKIPPED')).toEqual(['PROMISE']);
    expect(within({ ...promised(-1), lastContactOn: null }, 'SKIPPED')).toEqual([]);
    expect(within(birthday(), 'SKIPPED')).toEqual([]);
  });
  it('skipped on that day are planned for a promise beyond the one that an item of an earlier day stands open for', () => {
    const drawn = (openFor: string) =>
      drawPlan(DAY, [client('C1', promised(0))], new Map([['C1', openFor]]), new Map([['C1', 'SKIPPED']]));
    expect([drawn(ago(1)), drawn(DATE)].map(codes)).toEqual([['PROMISE'], []]);
  });
  it('deferred to a later day are left out until then', () =>
    expect(alone({ lastContactOn: ago(300), ...promised(-1, true) })).toEqual([]));
  it('with a promise of a later day may be planned before it', () =>
    expect(codes(alone({ ...promised(-1) }))).toEqual(['CADENCE']));
  it('to whom no contact is owed are planned for a promise, never by cadence', () => {
    expect(alone({ contactsAYear: 0, lastContactOn: null })).toEqual([]);
    expect(codes(alone({ contactsAYear: 0, ...promised(2) }))).toEqual(['PROMISE']);
  });
});

describe('rule 1: the filling', () => {
  const due = (n: number) => some(n, 'P', (i) => ({ ...promised(i), lastContactOn: ago(10) }));
  const overdue = (n: number) => some(n, 'C', (i) => ({ lastContactOn: ago(100 - i) }));
  const fresh = (n: number) => some(n, 'F', (i) => ({ lastContactOn: ago(20 - i) }));
  const birthdays = (n: number) => some(n, 'B', (i) => ({ ...birthday(9 - i), lastContactOn: ago(10) }));
  const count = (lines: ReturnType<typeof drawPlan>, code: string) => codes(lines).filter((c) => c === code).length;

  it('takes promises due first, oldest first', () => {
    expect(ids(drawPlan(DAY, [...overdue(9), ...due(3)])).slice(0, 3)).toEqual(['P02', 'P01', 'P00']);
  });
  it('takes prompts after promises, the one that lapses first before all', () => {
    expect(ids(drawPlan(DAY, [...overdue(9), ...birthdays(2), ...due(1)])).slice(0, 3)).toEqual(['P00', 'B01', 'B00']);
  });
  it('takes prompts that lapse on one day by their kind, then by the oldest contact, then by client id', () => {
    const kinds = [
      'BIRTHDAY',
      'DEPOSIT_MATURING',
      'LARGE_INFLOW',
      'BALANCE_FALL',
      'PRODUCT_CLOSED',
      'ANNIVERSARY',
      'PRODUCT_ANNIVERSARY',
      'DORMANT',
    ] as const;
    const clients = kinds.map((kind) => client(kind, { prompts: [prompt(kind)] })).reverse();
    expect(ids(drawPlan(DAY, clients))).toEqual([...kinds]);
    const alike = ['B', 'A', 'C'].map((id) => client(id, { ...birthday(), lastContactOn: ago(id === 'C' ? 41 : 40) }));
    expect(ids(drawPlan(DAY, alike))).toEqual(['C', 'A', 'B']);
  });
  it('gives spare places to the next promises, then to the next prompts, then to cadence', () => {
    const lines = drawPlan(DAY, [...due(7), ...birthdays(2), ...fresh(9)]);
    expect([count(lines, 'PROMISE'), count(lines, 'OCCASION'), count(lines, 'CADENCE')]).toEqual([7, 2, 1]);
  });
  it('while rule 4 spreads again, gives promises and prompts 7 of 12 places', () => {
    const lines = drawPlan({ date: DATE, capacity: 12 }, [...due(20), ...overdue(20)]);
    expect([count(lines, 'PROMISE'), count(lines, 'CADENCE')]).toEqual([7, 5]);
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
  it('lets a promise beyond the 6 places compete by cadence; its item still says the promise first', () => {
    const late = some(7, 'P', () => ({ ...promised(3), lastContactOn: ago(200) }));
    const lines = drawPlan(DAY, [...late, ...overdue(9)]);
    expect(lines[6]).toMatchObject({ clientId: 'P06', reason: { code: 'PROMISE', promisedOn: ago(3) } });
    expect(count(lines, 'CADENCE')).toBe(3);
  });
  it('shares out a half day in the same proportion', () => {
    const lines = drawPlan({ date: DATE, capacity: 5 }, [...due(9), ...overdue(9)]);
    expect([count(lines, 'PROMISE'), count(lines, 'CADENCE')]).toEqual([3, 2]);
  });
});

describe('rule 1: cadence', () => {
  it('takes the highest days since contact / interval first', () => {
    const lines = drawPlan(DAY, [
      client('A', { contactsAYear: 6, lastContactOn: ago(61) }),
      client('B', { contactsAYear: 12, lastContactOn: ago(31) }),
    ]);
    expect(ids(lines)).toEqual(['B', 'A']);
  });
  it('takes clients never contacted before all', () => {
    expect(
      ids(drawPlan(DAY, [client('A', { lastContactOn: ago(900) }), client('B', { lastContactOn: null })])),
    ).toEqual(['B', 'A']);
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

describe('rule 1: an item', () => {
  const reasonOf = (facts: Partial<Candidate>) =>
    drawPlan(DAY, [client('C1', { lastContactOn: ago(9), ...facts })])[0]!;
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
    expect(reasonOf(putOff(2, ago(4))).reason).toEqual({
      code: 'PROMISE',
      ...contact,
      promisedOn: ago(4),
      deferredTo: ago(2),
    }));
  it('put off ranks among promises by the day it was put off to', () => {
    const lines = drawPlan(DAY, [client('A', promised(1)), client('B', putOff(2)), client('C', promised(3))]);
    expect(ids(lines)).toEqual(['C', 'B', 'A']);
  });
  it('carries every promise and prompt alive in one place, the first of them as its reason', () => {
    const [late, soon] = [prompt('BIRTHDAY', 3), prompt('DORMANT', 1, { from: ago(2), date: null })];
    const over = prompt('PRODUCT_CLOSED', -1, { from: ago(14), date: null });
    const toCome = prompt('ANNIVERSARY', 5, { from: addDays(DATE, 1) });
    const prompts = [late, over, toCome, soon];
    const lines = drawPlan(DAY, [client('C1', { ...promised(2), prompts })]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ reason: { code: 'PROMISE', promisedOn: ago(2) }, prompts: [soon, late] });
    expect(reasonOf({ prompts })).toMatchObject({
      reason: { code: 'SIGNAL' },
      dueSince: ago(2),
      prompts: [soon, late],
    });
  });
  it('added by hand carries the prompts alive', () =>
    expect(addedLine(client('C1', birthday(1)), DATE)).toMatchObject({
      reason: { code: 'ADDED' },
      prompts: [{ kind: 'BIRTHDAY' }],
    }));
  const dueSince = (facts: Partial<Candidate>) => drawPlan(DAY, [client('C1', facts)])[0]!.dueSince;
  it('of cadence fell due when the interval ran out', () =>
    expect(dueSince({ lastContactOn: ago(100) })).toBe(ago(39)));
  it('of cadence falls due today while the interval runs', () =>
    expect(dueSince({ lastContactOn: ago(20) })).toBe(DATE));
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

describe('rule 1: same inputs', () => {
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
      prompts: fc.array(
        fc
          .record({
            kind: fc.constantFrom(...PROMPT_KINDS),
            since: fc.integer({ min: -3, max: 9 }),
            lasts: fc.nat(14),
          })
          .map(({ kind, since, lasts }) => prompt(kind, lasts - since, { from: ago(since) })),
        { maxLength: 3 },
      ),
      consents: fc.constantFrom(PHONE, PHONE, PHONE, {}),
    }),
    { selector: (c) => c.clientId, maxLength: 60 },
  );
  const capacity = fc.integer({ min: 0, max: 12 });
  const dueOn = (c: Candidate) => c.followUp !== null && c.followUp.on <= DATE;

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
  it('never plan a client without consent, put off, or left in peace after a contact', () => {
    fc.assert(
      fc.property(candidates, capacity, (facts, capacity) => {
        const clients = new Map(facts.map((f) => [f.clientId, client(f.clientId, f)]));
        for (const { clientId } of drawPlan({ date: DATE, capacity }, clients.values())) {
          const planned = clients.get(clientId)!;
          const { consents, lastContactOn, followUp, prompts } = planned;
          expect(consents).toEqual(PHONE);
          if (dueOn(planned)) continue;
          expect(followUp?.deferred ?? false).toBe(false);
          const occasion = prompts.some(
            ({ kind, from, lapsesOn }) =>
              ['BIRTHDAY', 'ANNIVERSARY', 'PRODUCT_ANNIVERSARY'].includes(kind) &&
              from <= DATE &&
              DATE <= lapsesOn &&
              (lastContactOn === null || lastContactOn < from),
          );
          if (!occasion) expect(lastContactOn === null || lastContactOn < ago(7)).toBe(true);
        }
      }),
    );
  });
  it('give promises and prompts more than 6 of 10 places only where no candidate of cadence over a half is left out', () => {
    fc.assert(
      fc.property(candidates, capacity, (facts, capacity) => {
        const clients = facts.map((f) => client(f.clientId, f));
        const lines = drawPlan({ date: DATE, capacity }, clients);
        const over = new Set(
          clients
            .filter(({ lastContactOn: last, contactsAYear }) =>
              last === null ? contactsAYear > 0 : daysBetween(last, DATE) * contactsAYear * 2 > 365,
            )
            .map(({ clientId }) => clientId),
        );
        const taken = new Set(ids(lines));
        const leftOut = clients.filter(
          (c) => over.has(c.clientId) && !taken.has(c.clientId) && drawPlan(DAY, [c]).length === 1,
        );
        const forDue = lines.filter(({ clientId, reason }) => reason.code !== 'CADENCE' && !over.has(clientId));
        if (leftOut.length > 0) expect(forDue.length).toBeLessThanOrEqual(Math.floor((capacity * 6) / 10));
      }),
    );
  });
});

describe('rule 1: a shown reason is as of today', () => {
  const reason = {
    code: 'CADENCE' as const,
    lastContactOn: ago(20),
    daysSinceContact: 8,
    intervalDays: 61,
    promisedOn: null,
  };
  it('days since the last contact are counted to today', () =>
    expect(reasonAsOf(reason, client('C1', { lastContactOn: ago(20) }), DATE)).toEqual({
      ...reason,
      daysSinceContact: 20,
    }));
  it('a contact that was logged late is told', () =>
    expect(reasonAsOf(reason, client('C1', { lastContactOn: ago(9) }), DATE)).toEqual({
      ...reason,
      lastContactOn: ago(9),
      daysSinceContact: 9,
    }));
  it('a promise that fell due since is told', () =>
    expect(reasonAsOf({ ...reason, code: 'ADDED' }, client('C1', promised(1)), DATE)).toMatchObject({
      code: 'ADDED',
      promisedOn: ago(1),
    }));
  it('what an item was planned for stays', () => {
    const promise = { ...reason, code: 'PROMISE' as const, promisedOn: ago(3) };
    expect(reasonAsOf(promise, client('C1', { lastContactOn: ago(20) }), DATE)).toEqual({
      ...promise,
      daysSinceContact: 20,
    });
    expect(followUpDayOf(promise)).toBe(ago(3));
  });
});
