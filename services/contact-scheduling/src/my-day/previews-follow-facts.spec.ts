import {
  addDays,
  Client,
  ClientAssigned,
  ClientProfileChanged,
  ConsentGranted,
  Staff,
  StaffPlaced,
  Unit,
  UnitPlaced,
} from '@hengxin/contracts';
import fc from 'fast-check';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { DayBook } from './day-book.js';
import { DayLoader } from './day-loader.js';
import { type DayView, viewOfDay } from './day-view.js';

const MANAGERS = ['S1', 'S2'];
const CLIENTS = ['C1', 'C2', 'C3', 'C4'];
/** Days ahead that are looked at. */
const AHEAD = [1, 4, 9];

const client = fc.constantFrom(...CLIENTS);
const manager = fc.constantFrom(...MANAGERS);
const days = fc.integer({ min: -9, max: 9 });
const facts = fc.oneof(
  fc.record({
    is: fc.constant('contact' as const),
    client,
    manager,
    daysAgo: fc.nat(70),
    outcome: fc.constantFrom('ENGAGED' as const, 'NO_ANSWER' as const),
    followUp: fc.option(fc.integer({ min: 1, max: 75 })),
  }),
  fc.record({
    is: fc.constant('granted' as const),
    client,
    days,
    expires: fc.option(fc.nat(9)),
    channel: fc.constantFrom('PHONE' as const, 'EMAIL' as const),
  }),
  fc.record({
    is: fc.constant('withdrawn' as const),
    client,
    channel: fc.constantFrom('PHONE' as const, 'EMAIL' as const),
  }),
  fc.record({
    is: fc.constant('profile' as const),
    client,
    contactsAYear: fc.constantFrom(0, 4, 12, 52),
    preferredChannel: fc.constantFrom(null, 'EMAIL' as const),
  }),
  fc.record({ is: fc.constant('assigned' as const), client, manager, days }),
  fc.record({ is: fc.constant('added' as const), client, manager, days: fc.constantFrom(0, ...AHEAD) }),
  fc.record({ is: fc.constant('skipped' as const), manager, days: fc.constantFrom(0, ...AHEAD), nth: fc.nat(3) }),
  fc.record({
    is: fc.constant('deferred' as const),
    manager,
    days: fc.constantFrom(0, ...AHEAD),
    by: fc.integer({ min: 1, max: 9 }),
    nth: fc.nat(3),
  }),
  fc.record({
    is: fc.constant('placed' as const),
    manager,
    role: fc.constantFrom('RM' as const, 'RM' as const, 'UNIT_HEAD' as const),
    lastDay: fc.option(fc.nat(9)),
  }),
  fc.record({ is: fc.constant('moved' as const), kind: fc.constantFrom('HEAD_OFFICE' as const, 'BRANCH' as const) }),
  fc.record({ is: fc.constant('a day on' as const) }),
);
type Fact = typeof facts extends fc.Arbitrary<infer F> ? F : never;

describe('a day to come that is kept in memory', () => {
  let bank: ScheduledBank;
  let today = MONDAY;
  beforeAll(async () => {
    bank = await ScheduledBank.open();
    for (const [i, clientId] of CLIENTS.entries())
      await bank.client(clientId, MANAGERS[i % 2]!, 20 + i * 15, ['PHONE', 'EMAIL']);
  }, 60_000);
  afterAll(() => bank?.stop());

  /** All events have been read, those of the reactions too. */
  async function settled(): Promise<void> {
    const { log } = bank.service.parts;
    await eventually(async () => {
      const head = await log.head();
      await bank.service.caughtUp();
      return head === (await log.head());
    });
  }

  async function take(fact: Fact): Promise<void> {
    const item = async (as: string, ahead: number, nth: number) => {
      const { items } = await view(as, addDays(today, ahead));
      return items.filter(({ status }) => status === 'OPEN' || status === 'MISSED')[nth]?.id ?? 'none';
    };
    const { service } = bank;
    // A person who keeps no clients, or has left, plans nothing.
    if (
      ['added', 'skipped', 'deferred'].includes(fact.is) &&
      callerOf((fact as { manager: string }).manager)?.role !== 'RM'
    )
      return;
    switch (fact.is) {
      case 'contact': {
        const on = addDays(today, -fact.daysAgo);
        return bank.contact(fact.client, fact.manager, on, {
          outcome: fact.outcome,
          ...(fact.followUp && { followUpOn: addDays(on, fact.followUp) }),
        });
      }
      case 'granted': {
        const word = {
          clientId: fact.client,
          purpose: 'SERVICE' as const,
          wordingVersion: null,
          evidence: null,
          channel: fact.channel,
        };
        const expiresOn = fact.expires === null ? null : addDays(today, fact.expires);
        return service.given(
          Client,
          fact.client,
          ConsentGranted.of({ ...word, decidedAt: `${addDays(today, fact.days)}T09:00:00+08:00`, expiresOn }),
        );
      }
      case 'withdrawn':
        return bank.withdraw(fact.client, fact.channel);
      case 'profile': {
        const { client: clientId, contactsAYear, preferredChannel } = fact;
        return service.given(
          Client,
          clientId,
          ClientProfileChanged.of({ clientId, contactsAYear, preferredChannel, changedOn: today }),
        );
      }
      case 'assigned': {
        const assigned = {
          clientId: fact.client,
          rmId: fact.manager,
          from: addDays(today, fact.days),
          previousRmId: null,
        };
        return service.given(Client, fact.client, ClientAssigned.of(assigned));
      }
      case 'added':
        return void (await bank.give('addPlanItem', fact.manager, {
          clientId: fact.client,
          date: addDays(today, fact.days),
          reason: '约好',
        }));
      case 'skipped':
        return void (await bank.give('skipPlanItem', fact.manager, {
          planItemId: await item(fact.manager, fact.days, fact.nth),
          reason: '改期',
        }));
      case 'deferred': {
        const planItemId = await item(fact.manager, fact.days, fact.nth);
        return void (await bank.give('deferPlanItem', fact.manager, {
          planItemId,
          to: addDays(today, fact.by),
          reason: '改期',
        }));
      }
      case 'placed': {
        const validTo = fact.lastDay === null ? null : addDays(today, fact.lastDay);
        const placed = { staffId: fact.manager, name: '员工', role: fact.role, unitId: 'U1', validFrom: null, validTo };
        return service.given(Staff, fact.manager, StaffPlaced.of(placed));
      }
      case 'moved':
        return service.given(
          Unit,
          'U1',
          UnitPlaced.of({ unitId: 'U1', parentId: null, kind: fact.kind, name: '总行', validFrom: null }),
        );
      case 'a day on':
        today = addDays(today, 1);
        return bank.moveTo(today);
    }
  }

  const callerOf = (id: string) => {
    const role = bank.service.parts.directory.tree.staffPlacedOn(id, today)?.role;
    return role && { id, role, unitId: 'U1', isStaff: true };
  };
  async function view(id: string, date: string): Promise<DayView> {
    const caller = callerOf(id);
    return caller ? bank.service.app.get(DayBook).day(caller, date, 'zh') : ({ items: [] } as unknown as DayView);
  }

  it('follows what another does: the next keeper of a client sees the deferral by the present one', async () => {
    await bank.client('D1', 'S3', 70);
    const [item] = (await bank.day('S3')).items;
    await bank.handOver('D1', 'S3', 'S4', addDays(today, 1));
    const planned = async () => (await bank.day('S4', { date: addDays(today, 1) })).items.map((each) => each.client.id);
    expect(await planned()).toEqual(['D1']);
    await bank.give('deferPlanItem', 'S3', { planItemId: item!.id, to: addDays(today, 4), reason: '出差' });
    expect(await planned()).toEqual([]);
  });

  it('is what would be put together now, whatever becomes known', async () => {
    const loader = bank.service.app.get(DayLoader);
    const { tree } = bank.service.parts.directory;
    let planned = 0;
    const compare = async () => {
      for (const id of MANAGERS)
        for (const ahead of AHEAD) {
          const date = addDays(today, ahead);
          if (!callerOf(id)) continue;
          const plans = callerOf(id)?.role === 'RM' && tree.staffPlacedOn(id, date)?.role === 'RM';
          const now = async () => viewOfDay(await loader.load(id, date, today, plans), 'zh');
          // A day may be being drawn beside this: it is looked at while nothing happens.
          await eventually(async () => {
            await settled();
            const before = await now();
            const kept = await view(id, date);
            if (JSON.stringify(before) !== JSON.stringify(await now())) return false;
            expect(kept).toEqual(before);
            planned += before.items.length;
            return true;
          });
        }
    };
    await compare();
    await fc.assert(
      fc.asyncProperty(facts, async (fact) => {
        await take(fact);
        await compare();
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(planned).toBeGreaterThan(60);
  }, 240_000);
});
