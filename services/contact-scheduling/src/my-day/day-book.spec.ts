import { chinaCalendar, OrgTree } from '@hengxin/contracts';
import { setImmediate } from 'node:timers/promises';
import type { Caller } from '@hengxin/identity';
import { fixedClock } from '@hengxin/service-kit/testing';
import type { Plan } from '../plan/plan.decider.js';
import { DayBook } from './day-book.js';
import type { DayLoader } from './day-loader.js';
import { DayPreviews } from './day-previews.js';
import type { Day } from './day-view.js';
import type { PortfolioVersions } from '../client-facts/portfolio-version.js';

const MONDAY = '2026-03-02';
const TUESDAY = '2026-03-03';
const caller: Caller = { id: 'S1', role: 'RM', unitId: 'U1', isStaff: true };
const drawn: Plan['drawn'] = { dayKind: 'WORKING_DAY', capacity: 10, provisional: false };
const reason = {
  code: 'CADENCE' as const,
  lastContactOn: null,
  daysSinceContact: null,
  intervalDays: 61,
  promisedOn: null,
};
const item = {
  itemId: 'I1',
  clientId: 'C1',
  reason,
  channel: 'PHONE' as const,
  dueSince: MONDAY,
  status: 'OPEN' as const,
  note: null,
  until: null,
};

const tree = new OrgTree();
tree.placeStaff({ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null, validTo: '2026-03-31' });

const nobody = { coveredBy: () => [] };

/** A loader whose answers the spec gives when it likes. */
class SlowLoader {
  readonly asked: ((day: Partial<Day>) => void)[] = [];
  readonly plans: boolean[] = [];
  load(staffId: string, date: string, today: string, plans: boolean): Promise<Day> {
    this.plans.push(plans);
    const plan: Plan = { key: { planId: 'P1', staffId, date }, drawn, items: [item] };
    const whole = {
      staffId,
      date,
      today,
      plans,
      plan,
      leaves: [],
      calendar: chinaCalendar,
      coverFor: [],
      items: [{ item, date }],
    };
    return new Promise((answer) => this.asked.push((day) => answer({ ...whole, ...day })));
  }
}

describe('the day book', () => {
  const setUp = () => {
    const loader = new SlowLoader();
    const clock = fixedClock(`${MONDAY}T09:00:00+08:00`);
    const versions = { version: 1, of: async () => versions.version };
    const previews = new DayPreviews(loader as unknown as DayLoader, versions as unknown as PortfolioVersions, nobody);
    return { loader, clock, versions, book: new DayBook(loader as unknown as DayLoader, clock, previews, { tree }) };
  };
  const opened = async () => {
    const set = setUp();
    const day = set.book.day(caller, MONDAY, 'zh');
    set.loader.asked[0]!({});
    await day;
    return set;
  };

  it('keeps today until something changes it', async () => {
    const { book, loader } = await opened();
    expect(book.known(caller, 'zh')?.items).toHaveLength(1);
    expect(book.known(caller, 'en')?.items[0]!.reason.text).toContain('No effective contact');
    expect(loader.asked).toHaveLength(1);
    book.changed([{ staffId: 'S1', date: MONDAY }]);
    expect(book.known(caller, 'zh')).toBeUndefined();
  });

  it.each([
    ['2026-03-31', true],
    ['2026-04-01', false],
    ['2026-02-27', true],
  ])('plans for %s only while its owner is there: %p', async (date, plans) => {
    const { book, loader } = setUp();
    const day = book.day(caller, date, 'zh');
    await setImmediate();
    loader.asked[0]!({});
    await day;
    expect(loader.plans).toEqual([plans]);
  });

  it('asks once for all who ask at the same time', async () => {
    const { book, loader } = setUp();
    const days = [book.day(caller, MONDAY, 'zh'), book.day(caller, MONDAY, 'en')];
    expect(loader.asked).toHaveLength(1);
    loader.asked[0]!({});
    expect((await Promise.all(days)).map(({ date }) => date)).toEqual([MONDAY, MONDAY]);
  });

  it('does not keep a day that changed while it was read', async () => {
    const { book, loader } = setUp();
    const early = book.day(caller, MONDAY, 'zh');
    book.changed([{ staffId: 'S1', date: MONDAY }]);
    const late = book.day(caller, MONDAY, 'zh');
    loader.asked[0]!({ items: [] });
    expect((await early).items).toEqual([]);
    expect(book.known(caller, 'zh')).toBeUndefined();
    loader.asked[1]!({});
    expect((await late).items).toHaveLength(1);
    expect(book.known(caller, 'zh')?.items).toHaveLength(1);
  });

  it('does not keep a working day on which nothing was drawn yet', async () => {
    const { book, loader } = setUp();
    const day = book.day(caller, MONDAY, 'zh');
    loader.asked[0]!({ plan: { key: null, drawn: null, items: [] }, items: [] });
    expect(await day).toMatchObject({ capacity: 10, items: [] });
    expect(book.known(caller, 'zh')).toBeUndefined();
  });

  it('forgets the days in which a client stands', async () => {
    const { book } = await opened();
    book.forgetClients(['C2']);
    expect(book.known(caller, 'zh')).toBeDefined();
    book.forgetClients(['C1']);
    expect(book.known(caller, 'zh')).toBeUndefined();
  });

  it('has no day of yesterday for today', async () => {
    const { book, clock } = await opened();
    clock.set('2026-03-03T00:00:00+08:00');
    expect(book.known(caller, 'zh')).toBeUndefined();
  });

  it('asks again after a failure', async () => {
    const failing = { load: () => Promise.reject(new Error('the log is away')) };
    const versions = { of: async () => 1 } as unknown as PortfolioVersions;
    const previews = new DayPreviews(failing as unknown as DayLoader, versions, nobody);
    const book = new DayBook(failing as unknown as DayLoader, fixedClock(`${MONDAY}T09:00:00+08:00`), previews, {
      tree,
    });
    for (const date of [MONDAY, MONDAY, TUESDAY, TUESDAY])
      await expect(book.day(caller, date, 'zh')).rejects.toThrow('away');
  });

  describe('of days to come', () => {
    const looked = async ({ book, loader }: ReturnType<typeof setUp>, date = TUESDAY, as: Caller = caller) => {
      const before = loader.asked.length;
      const day = book.day(as, date, 'zh');
      await setImmediate();
      for (const answer of loader.asked.slice(before)) answer({});
      await day;
      return loader.asked.length - before;
    };

    it('keeps each until a fact that it rests on changes', async () => {
      const set = setUp();
      expect([await looked(set), await looked(set), await looked(set, '2026-03-04'), await looked(set)]).toEqual([
        1, 0, 1, 0,
      ]);
      set.versions.version++;
      expect([await looked(set), await looked(set)]).toEqual([1, 0]);
    });

    it('forgets them when a plan of their owner changes, and when today may be drawn', async () => {
      const set = setUp();
      await looked(set);
      set.book.changed([{ staffId: 'S1', date: MONDAY }]);
      expect(await looked(set)).toBe(1);
      expect([await looked(set, MONDAY), await looked(set)]).toEqual([1, 1]);
    });

    it('forgets them when the day passes, and for anyone who comes to keep no clients', async () => {
      const set = setUp();
      await looked(set, '2026-03-05');
      set.clock.set('2026-03-03T00:00:00+08:00');
      expect([await looked(set, '2026-03-05'), await looked(set, '2026-03-05')]).toEqual([1, 0]);
      expect(await looked(set, '2026-03-05', { ...caller, role: 'UNIT_HEAD' })).toBe(1);
    });

    it('does not keep what was forgotten while it was read', async () => {
      const set = setUp();
      const early = set.book.day(caller, TUESDAY, 'zh');
      await setImmediate();
      set.book.forget(['S1']);
      set.loader.asked[0]!({});
      await early;
      expect(await looked(set)).toBe(1);
    });

    it('asks once for all who ask at the same time, and keeps few days of each', async () => {
      const set = setUp();
      const days = [set.book.day(caller, TUESDAY, 'zh'), set.book.day(caller, TUESDAY, 'en')];
      await setImmediate();
      expect(set.loader.asked).toHaveLength(1);
      set.loader.asked[0]!({});
      await Promise.all(days);
      for (let day = 10; day < 15; day++) await looked(set, `2026-03-${day}`);
      expect(await looked(set)).toBe(1);
    });
  });
});
