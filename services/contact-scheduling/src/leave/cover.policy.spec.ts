import { addDays, type BusinessDate } from '@hengxin/contracts';
import fc from 'fast-check';
import { type Candidate, drawPlan } from '../plan/draw-plan.policy.js';
import { coverLines, placesForCover, type Standing } from './cover.policy.js';

const MONDAY = '2026-03-02';
const PHONE = { PHONE: { granted: true, decidedAt: '2025-01-01T09:00:00+08:00', expiresOn: null } };
const NOTHING: Standing = { open: new Map(), planned: new Map() };

/** Last contacted so many days ago; null: never. */
const client = (clientId: string, daysAgo: number | null, facts: Partial<Candidate> = {}): Candidate => ({
  ...{ clientId, contactsAYear: 6, preferredChannel: null, consents: PHONE, registeredOn: '2025-01-01' },
  lastContactOn: daysAgo === null ? null : addDays(MONDAY, -daysAgo),
  ...{ followUp: null, prompts: [] },
  ...facts,
});
const promised = (on: BusinessDate) => ({ followUp: { on, dueSince: on, promisedOn: on, deferred: false } });
const birthday = (lapsesOn: BusinessDate) => ({
  prompts: [{ kind: 'BIRTHDAY' as const, from: MONDAY, lapsesOn, date: lapsesOn, label: null, facts: [] }],
});
const away = (staffId: string, ...candidates: Candidate[]) => ({ staffId, candidates });
const offered = (lines: ReturnType<typeof coverLines>) => lines.map(({ coverFor, line }) => [line.clientId, coverFor]);

describe('rule 4: what rule 1 would have drawn at full capacity is offered to the cover', () => {
  it('promises, prompts, and cadence with a ratio of 1 and more, in that order', () => {
    const absent = away(
      'S1',
      client('late', 90),
      client('due', 61),
      client('prompted', 20, birthday('2026-03-03')),
      client('promised', 10, promised(MONDAY)),
    );
    expect(offered(coverLines(MONDAY, [absent], NOTHING, 9))).toEqual([
      ['promised', 'S1'],
      ['prompted', 'S1'],
      ['late', 'S1'],
      ['due', 'S1'],
    ]);
  });

  it('cadence with a ratio under 1 waits for the one who is away', () => {
    const absent = away('S1', client('due', 61), client('soon', 60), client('never', null), client('late', 400));
    expect(offered(coverLines(MONDAY, [absent], NOTHING, 9)).map(([clientId]) => clientId)).toEqual([
      'never',
      'late',
      'due',
    ]);
    const owedNone = away('S1', client('owed none', 400, { contactsAYear: 0 }));
    expect(coverLines(MONDAY, [owedNone], NOTHING, 9)).toEqual([]);
  });

  it('at most 3 a day, those first whom rule 1 puts first', () => {
    expect(placesForCover([])).toBe(3);
    const absent = away('S1', ...[70, 80, 90, 100].map((days) => client(`C${days}`, days)));
    expect(offered(coverLines(MONDAY, [absent], NOTHING, placesForCover([]))).map(([id]) => id)).toEqual([
      'C100',
      'C90',
      'C80',
    ]);
  });

  it('what was offered before takes its place of the 3, whatever became of it but that it fell away', () => {
    const items = ['OPEN', 'DONE', 'CANCELLED'].map((status) => ({ coverFor: 'S1', status }));
    expect(placesForCover([...items, { status: 'OPEN' }])).toBe(1);
    expect(placesForCover(Array.from({ length: 5 }, () => ({ coverFor: 'S1', status: 'SKIPPED' })))).toBe(0);
    expect(coverLines(MONDAY, [away('S1', client('late', 90))], NOTHING, 0)).toEqual([]);
  });

  it('of several who are away, promises come before prompts and prompts before cadence', () => {
    const first = away('S1', client('a', 200), client('b', 10, promised('2026-02-27')));
    const second = away('S2', client('c', 10, promised('2026-02-26')), client('d', 100));
    expect(offered(coverLines(MONDAY, [first, second], NOTHING, 3))).toEqual([
      ['c', 'S2'],
      ['b', 'S1'],
      ['a', 'S1'],
    ]);
  });

  it('nobody who stands open already, with the one who is away or with the cover', () => {
    const absent = away('S1', client('open', 90), client('skipped', 90), client('here', 90), client('free', 90));
    const open = new Map([['open', null]]);
    const planned = new Map([
      ['skipped', 'SKIPPED'],
      ['here', 'OPEN'],
    ] as const);
    expect(offered(coverLines(MONDAY, [absent], { open, planned }, 9))).toEqual([['free', 'S1']]);
  });

  it('never more than rule 1 would have drawn of one portfolio, and in the same order', () => {
    const candidates = fc.uniqueArray(
      fc.record({ id: fc.nat(500), daysAgo: fc.option(fc.nat(200)), promise: fc.boolean(), contactsAYear: fc.nat(12) }),
      { selector: ({ id }) => id, maxLength: 40 },
    );
    fc.assert(
      fc.property(candidates, (told) => {
        const portfolio = told.map(({ id, daysAgo, promise, contactsAYear }) =>
          client(`C${id}`, daysAgo, { contactsAYear, ...(promise && promised(MONDAY)) }),
        );
        const drawn = drawPlan({ date: MONDAY, capacity: 10 }, portfolio).map(({ clientId }) => clientId);
        const lines = coverLines(MONDAY, [away('S1', ...portfolio)], NOTHING, 10).map(({ line }) => line.clientId);
        expect(lines).toEqual(drawn.filter((clientId) => lines.includes(clientId)));
      }),
    );
  });
});
