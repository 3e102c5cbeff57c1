import { type Channel, CHANNELS, type SignalKind } from '@hengxin/contracts';
import fc from 'fast-check';
import { plus } from './oracle-days.suite.js';

/** What happens in the histories of the specs. */
export type Fact =
  | { kind: 'unit'; unitId: string; parentId: string | null; validFrom: string | null }
  | { kind: 'staff'; staffId: string; unitId: string; validFrom: string | null }
  | { kind: 'registered'; clientId: string; contactsAYear: number; on: string }
  | { kind: 'rate'; clientId: string; contactsAYear: number; on: string }
  | { kind: 'assigned'; clientId: string; rmId: string; from: string }
  | {
      kind: 'contact';
      contactId: string;
      clientId: string;
      staffId: string;
      on: string;
      effective: boolean;
      loggedOn?: string;
      channel?: Channel;
      /** Of the business day, 10 by default. */
      hour?: number;
      followUpOn?: string | null;
    }
  | { kind: 'consent'; clientId: string; channel: Channel; granted: boolean; on: string; expiresOn: string | null }
  | {
      kind: 'holding';
      clientId: string;
      holdingId: string;
      product: 'DEMAND_DEPOSIT' | 'LOAN' | 'WEALTH';
      cents: number;
      on: string;
      closedOn: string | null;
    }
  /** A review of a visit of somebody else's that agrees a next day with the client. */
  | { kind: 'reviewed'; clientId: string; on: string; hour: number; nextOn: string }
  /** A signal that fired on a day, told on it or later; or one whose ground was taken. */
  | { kind: 'signal'; clientId: string; signal: SignalKind; on: string; lapsesOn: string; toldOn: string }
  | { kind: 'signal-lost'; clientId: string; signal: SignalKind; on: string }
  /** `promised`: the day for which the client C1 was promised a contact, by item. */
  | { kind: 'drawn'; staffId: string; on: string; items: string[]; promised?: Record<string, string> }
  | { kind: 'added'; staffId: string; on: string; item: string }
  | { kind: 'done' | 'cancelled' | 'skipped'; staffId: string; on: string; item: string };

/** The business day on which the histories are looked at: nothing of them happened later. */
export const TODAY = '2026-04-03';

/** What orders facts among each other: those of one key arrive in their order, others in any. */
export function keyOfFact(fact: Fact): string {
  if (fact.kind === 'unit') return `unit ${fact.unitId}`;
  if (fact.kind === 'contact') return `contacts ${fact.clientId}`;
  if (fact.kind === 'holding') return `holdings ${fact.clientId}`;
  if (fact.kind === 'reviewed') return `reviews ${fact.clientId}`;
  if (fact.kind === 'signal' || fact.kind === 'signal-lost') return `signals ${fact.clientId}`;
  if ('clientId' in fact) return `client ${fact.clientId}`;
  return fact.kind === 'staff' ? `staff ${fact.staffId}` : `plan ${fact.staffId}`;
}

/** Days around the turn of a year, where week, month, quarter and year part ways, and a few months on. */
export const aDay = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 130 }).map((n) => plus('2025-11-24', n)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2025-12-01',
      '2025-12-29',
      '2025-12-31',
      '2026-01-01',
      '2026-01-04',
      '2026-01-05',
      '2026-01-07',
      '2026-01-08',
      '2026-02-28',
      '2026-03-02',
    ),
  },
);
const aClient = fc.constantFrom('C1', 'C2', 'C3');
export const someone = fc.constantFrom('S1', 'S2', 'S3', 'S4');
const aLeaf = fc.constantFrom('L1', 'L2', 'L3');

/** Few, so that a promise meets the plan item that stands for it, and contacts on either side of its day. */
const aPromisedDay = fc.constantFrom(
  '2025-12-30',
  '2026-01-05',
  '2026-01-08',
  '2026-02-10',
  '2026-03-02',
  '2026-04-09',
);

/** Few, so that a signal is told twice and taken back; some lapse before a year's end, and some behind it. */
const aSignalDay = fc.constantFrom('2025-12-08', '2025-12-22', '2026-01-30', '2026-03-25');

const aFact: fc.Arbitrary<Fact> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('holding' as const),
      clientId: aClient,
      holdingId: fc.constantFrom('H1', 'H2'),
      product: fc.constantFrom('DEMAND_DEPOSIT' as const, 'LOAN' as const, 'WEALTH' as const),
      cents: fc.integer({ min: -100, max: 10_000 }),
      on: aDay,
      closedOn: fc.option(aDay, { freq: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('consent' as const),
      clientId: aClient,
      channel: fc.constantFrom('PHONE' as const, 'WECHAT' as const),
      granted: fc.boolean(),
      on: aDay,
      expiresOn: fc.option(aDay),
    }),
  },
  {
    weight: 12,
    arbitrary: fc
      .record({
        kind: fc.constant('contact' as const),
        contactId: fc.uuid(),
        clientId: aClient,
        staffId: someone,
        on: aDay,
        effective: fc.boolean(),
        channel: fc.constantFrom(...CHANNELS),
        hour: fc.integer({ min: 9, max: 17 }),
        promised: fc.option(aPromisedDay),
        daysLate: fc.constantFrom(0, 0, 1, 5, 40),
      })
      .map(({ daysLate, promised, ...fact }) => ({
        ...fact,
        loggedOn: plus(fact.on, daysLate),
        followUpOn: promised !== null && promised > fact.on ? promised : null,
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constant('reviewed' as const),
        clientId: aClient,
        on: aDay,
        hour: fc.integer({ min: 9, max: 17 }),
        nextOn: aPromisedDay,
      })
      .map((fact) => ({ ...fact, nextOn: fact.nextOn > fact.on ? fact.nextOn : plus(fact.on, 3) })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constant('signal' as const),
        clientId: aClient,
        signal: fc.constantFrom('DORMANT' as const, 'LARGE_INFLOW' as const),
        on: aSignalDay,
        days: fc.constantFrom(0, 7, 13, 20),
        daysLate: fc.constantFrom(0, 0, 2, 15),
      })
      .map(({ days, daysLate, ...fact }) => ({
        ...fact,
        lapsesOn: plus(fact.on, days),
        toldOn: plus(fact.on, daysLate),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('signal-lost' as const),
      clientId: aClient,
      signal: fc.constantFrom('DORMANT' as const, 'LARGE_INFLOW' as const),
      on: aSignalDay,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('assigned' as const), clientId: aClient, rmId: someone, from: aDay }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      clientId: aClient,
      contactsAYear: fc.constantFrom(0, 1, 6, 12, 366),
      on: aDay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('staff' as const),
      staffId: someone,
      unitId: fc.constantFrom('L1', 'L2', 'L3', 'B1', 'H', 'L9'),
      validFrom: fc.option(aDay),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unit' as const),
      unitId: aLeaf,
      parentId: fc.constantFrom('B1', 'B2', 'H'),
      validFrom: fc.option(aDay),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unit' as const),
      unitId: fc.constantFrom('B1', 'B2'),
      parentId: fc.constant('H'),
      validFrom: fc.option(aDay),
    }),
  },
);

const planFacts: fc.Arbitrary<Fact[]> = fc
  .uniqueArray(
    fc.record({
      staffId: someone,
      on: aDay,
      fates: fc.array(fc.constantFrom('open', 'done', 'cancelled', 'added', 'skipped'), { maxLength: 4 }),
      promisedOn: aPromisedDay,
    }),
    {
      maxLength: 4,
      selector: ({ staffId, on }) => `${staffId} ${on}`,
    },
  )
  .map((plans) =>
    plans.flatMap(({ staffId, on, fates, promisedOn }): Fact[] => {
      const item = (n: number) => `${staffId}.${on}.${n}`;
      const facts: Fact[] = [
        {
          kind: 'drawn',
          staffId,
          on,
          items: fates.flatMap((fate, n) => (fate === 'added' ? [] : [item(n)])),
          promised: { [item(0)]: promisedOn },
        },
      ];
      fates.forEach((fate, n) => {
        if (fate === 'added')
          facts.push({ kind: 'added', staffId, on, item: item(n) }, { kind: 'done', staffId, on, item: item(n) });
        if (fate === 'done' || fate === 'cancelled' || fate === 'skipped')
          facts.push({ kind: fate, staffId, on, item: item(n) });
      });
      return facts;
    }),
  );

/** A bank's history, with late facts, handovers, transfers, moves and changes of rate in every order. */
export const aHistory: fc.Arbitrary<Fact[]> = fc
  .tuple(
    fc.array(aFact, { minLength: 1, maxLength: 45, size: 'max' }),
    planFacts,
    fc.uniqueArray(
      fc.record({
        kind: fc.constant('registered' as const),
        clientId: aClient,
        contactsAYear: fc.constantFrom(2, 6, 12, 52),
        on: aDay,
      }),
      { selector: (f) => f.clientId },
    ),
    fc.boolean(),
  )
  .map(([facts, plans, registered, wholeTree]) => [
    ...(wholeTree
      ? ([
          { kind: 'unit', unitId: 'H', parentId: null, validFrom: null },
          { kind: 'unit', unitId: 'B1', parentId: 'H', validFrom: null },
          { kind: 'unit', unitId: 'B2', parentId: 'H', validFrom: null },
          { kind: 'unit', unitId: 'L1', parentId: 'B1', validFrom: null },
          { kind: 'unit', unitId: 'L2', parentId: 'B1', validFrom: null },
          { kind: 'unit', unitId: 'L3', parentId: 'B2', validFrom: null },
        ] as Fact[])
      : ([{ kind: 'unit', unitId: 'H', parentId: null, validFrom: null }] as Fact[])),
    ...registered,
    ...facts,
    ...plans,
  ]);

/** The same history as it may arrive: any order, but those of one key in theirs; cut into batches. */
export function arrivals<F = Fact>(history: F[], keyOf = keyOfFact as (fact: F) => string): fc.Arbitrary<F[][]> {
  return fc
    .tuple(
      fc.array(fc.nat(1_000_000), { minLength: history.length, maxLength: history.length }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([ranks, sizes]) => {
      const shuffled = history
        .map((fact, i) => ({ key: keyOf(fact), rank: ranks[i]! }))
        .sort((a, b) => a.rank - b.rank);
      const queues = new Map<string, F[]>();
      for (const fact of history) queues.set(keyOf(fact), [...(queues.get(keyOf(fact)) ?? []), fact]);
      const order = shuffled.map(({ key }) => queues.get(key)!.shift()!);
      const batches: F[][] = [];
      for (let at = 0, n = 0; at < order.length; n++) {
        const size = sizes[n % sizes.length]!;
        batches.push(order.slice(at, at + size));
        at += size;
      }
      return batches;
    });
}
