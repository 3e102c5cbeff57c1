import { chinaCalendar, type LatestWords } from '@hengxin/contracts';
import type { Plan, PlanItem } from '../plan/plan.decider.js';
import { FactsUnderWay } from '../client-facts/facts-at-hand.js';
import type { PlanDrawer } from '../plan/plan-drawer.js';
import { planKey } from '../plan-ids.js';
import { NO_PLAN, type PlanStreams } from '../plan/plan-streams.js';
import type { PlanItemsQueries } from '../plan/plan-items.queries.js';
import type { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import type { LeaveQueries } from '../leave/leaves.projection.js';
import { DayLoader } from './day-loader.js';

const MONDAY = '2026-03-02';
const reason = {
  code: 'CADENCE' as const,
  lastContactOn: null,
  daysSinceContact: null,
  intervalDays: 61,
  promisedOn: null,
};
const item: PlanItem = {
  itemId: 'I1',
  clientId: 'C1',
  reason,
  channel: 'PHONE',
  dueSince: MONDAY,
  status: 'OPEN',
  note: null,
  until: null,
};
const plan: Plan = {
  key: { planId: 'P1', staffId: 'S1', date: MONDAY },
  drawn: { dayKind: 'WORKING_DAY', capacity: 10, provisional: false },
  items: [item],
};
const word = (granted: boolean, expiresOn: string | null = null) => ({
  granted,
  decidedAt: '2026-01-01T09:00:00+08:00',
  expiresOn,
});

const underWay = () => Promise.reject(new FactsUnderWay('a bank is being loaded'));

function loader(given: { stored?: Plan; draw?: () => Promise<Plan>; consents?: LatestWords }): DayLoader {
  const parts = { ...given, storedAs: planKey('S1', MONDAY).planId };
  const streams = {
    read: async (planId: string) =>
      parts.stored && planId === parts.storedAs ? { plan: parts.stored, revision: 0 } : NO_PLAN,
    readMany: async (planIds: readonly string[]) =>
      new Map(
        planIds
          .filter((planId) => parts.stored && planId === parts.storedAs)
          .map((planId) => [planId, { plan: parts.stored }]),
      ),
  };
  const propose = async (_staff: string, _date: string, _plan: Plan, open: ReadonlyMap<string, unknown>) =>
    ['C1', 'C2'].filter((clientId) => !open.has(clientId)).map((clientId) => ({ ...item, clientId }));
  const client = {
    clientId: 'C1',
    consents: parts.consents ?? {},
    preferredChannel: null,
    prompts: [],
    contactsAYear: 6,
    lastContactOn: null,
    followUp: null,
  };
  const portfolio = { byIds: async () => new Map([['C1', client]]) };
  return new DayLoader(
    streams as unknown as PlanStreams,
    { draw: parts.draw ?? (async () => plan), propose } as unknown as PlanDrawer,
    { openBefore: async () => [], openBeside: async () => [] } as unknown as PlanItemsQueries,
    portfolio as unknown as PortfolioQueries,
    { mattering: async () => [], coveredBy: async () => [] } as unknown as LeaveQueries,
    chinaCalendar,
  );
}

describe('today', () => {
  it('is drawn only once everything that was loaded has been heard', async () => {
    const behind = loader({ draw: underWay });
    await expect(behind.load('S1', MONDAY, MONDAY, true)).rejects.toMatchObject({ code: 'PLAN_NOT_READY' });
    expect((await loader({}).load('S1', MONDAY, MONDAY, true)).items).toHaveLength(1);
  });
  it('is not held up by facts to come when it is drawn already', async () => {
    const behind = loader({ stored: plan, draw: underWay });
    expect((await behind.load('S1', MONDAY, MONDAY, true)).items).toHaveLength(1);
  });
  it('is not drawn for anyone who keeps no clients', async () => {
    expect((await loader({}).load('S1', MONDAY, MONDAY, false)).items).toEqual([]);
  });
});

describe('a day to come', () => {
  const TUESDAY = '2026-03-03';
  const clients = async (stored?: Plan) =>
    (await loader(stored ? { stored } : {}).load('S1', TUESDAY, MONDAY, true)).items.map(
      ({ item: { clientId } }) => clientId,
    );
  it('leaves out who stands open today, though the read model has not heard of that plan yet', async () => {
    expect(await clients()).toEqual(['C1', 'C2']);
    expect(await clients(plan)).toEqual(['C2']);
  });
  it('plans a client again whose item of today is closed', async () =>
    expect(await clients({ ...plan, items: [{ ...item, status: 'CANCELLED' }] })).toEqual(['C1', 'C2']));
});

describe('the channel of an open item', () => {
  const channel = async (consents: LatestWords, today = MONDAY) =>
    (await loader({ stored: plan, consents }).load('S1', MONDAY, today, true)).items[0]!.item.channel;
  it('stays while its consent is valid', async () =>
    expect(await channel({ PHONE: word(true), SMS: word(true) })).toBe('PHONE'));
  it('changes when its consent was withdrawn', async () =>
    expect(await channel({ PHONE: word(false), SMS: word(true) })).toBe('SMS'));
  it('changes when its consent has expired since', async () =>
    expect(await channel({ PHONE: word(true, MONDAY), WECHAT: word(true) }, '2026-03-03')).toBe('WECHAT'));
  it('stays when nothing else is left', async () =>
    expect(await channel({ PHONE: word(true, '2026-03-01') })).toBe('PHONE'));
});
