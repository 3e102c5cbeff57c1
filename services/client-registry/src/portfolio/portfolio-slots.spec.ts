import type { BatchContext } from '@hengxin/event-bus';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { addDays, Client, ClientAssigned, ClientRegistered } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Database } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import fc from 'fast-check';
import { PORTFOLIO_HARD_LIMIT as LIMIT, PORTFOLIO_SOFT_LIMIT as SOFT_LIMIT } from './assignment.rules.js';
import { commandKey } from './claimed-slots.js';
import { clients } from '../client/client.projection.js';
import { PortfolioDay } from './portfolio-day.js';
import { type Slot, PortfolioSlots } from './portfolio-slots.js';
import { readModelDatabase } from '../client/spec-database.suite.js';

let database: Database;
let drop: () => Promise<void>;
/** Of two instances of the service. */
let instances: readonly PortfolioSlots[];
const clock = fixedClock();
const today = clock.today();

beforeAll(async () => {
  ({ database, drop } = await readModelDatabase());
  const caughtUp = { caughtUp: () => Promise.resolve() } as never;
  instances = [1, 2].map(() => new PortfolioSlots(database, new PortfolioDay(database, clock), caughtUp));
}, 60_000);
afterAll(() => drop?.());
beforeEach(() => database.query('truncate client, assignment, assignment_day, portfolio_claim, portfolio_bound'));

const places = () => instances[0]!;
const claimOne = (place: Slot, { above = SOFT_LIMIT, commandId = 'none' } = {}) =>
  places().claimOne(place, { actor: 'H1', commandId, above });
let made = 0;
const newPlaces = (rmId: string, count: number): Slot[] =>
  Array.from({ length: count }, () => ({ command: commandKey('H1', `cmd-${++made}`), rmId, clientId: `C${made}` }));

const record = (
  event: { type: string; version: number; data: { clientId: string } },
  command = `H1 other-${randomUUID()}`,
) => {
  const [actor, commandId] = command.split(' ');
  const about = { stream: Client.stream(event.data.clientId), revision: 0, position: '', recordedAt: '' };
  return { ...event, ...about, id: randomUUID(), meta: { actor, commandId } } as RecordedEvent;
};
const facts = {
  name: '李明',
  phone: null,
  tier: 'GOLD' as const,
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
};

/** The read model receives assignments; those of a claim carry its commands. */
async function project(assigned: readonly Slot[], { claimed = true, from = today } = {}): Promise<void> {
  const events = assigned.flatMap(({ command, rmId, clientId }) => [
    record(ClientRegistered.of({ clientId, ...facts, registeredOn: today })),
    record(ClientAssigned.of({ clientId, rmId, from, previousRmId: null }), claimed ? command : undefined),
  ]);
  await database.tx((tx) => clients(() => today).apply(events, { tx } as BatchContext));
}

describe('a place in a portfolio', () => {
  it('is claimed up to the limit by those who come first, wherever and however many come at once', async () => {
    await project(newPlaces('S1', LIMIT - 25), { claimed: false });
    const claims = Array.from({ length: 40 }, (_, i) => instances[i % 2]!.claim(randomUUID(), newPlaces('S1', 1)));
    const answers = await Promise.all(claims);
    expect(answers.filter((full) => full.size === 0)).toHaveLength(25);
    expect(answers.filter((full) => full.get('S1') === LIMIT)).toHaveLength(15);
  });

  it('is claimed one by one for commands that come at once, in few statements, and those without room are told its size', async () => {
    await project(newPlaces('S1', LIMIT - 25), { claimed: false });
    const statements = jest.spyOn(database, 'query');
    const [last] = newPlaces('S2', 1);
    const asked = [...newPlaces('S3', 30), last!, last!];
    const roomy = await Promise.all(asked.map((place) => claimOne(place)));
    // All that come in one turn together, and the command that came twice with a claim of its own each time.
    expect(statements.mock.calls.filter(([, , name]) => name === 'claim-places')).toHaveLength(2);
    statements.mockRestore();
    expect(roomy.map(({ fullAt }) => fullAt)).toEqual(asked.map(() => null));
    expect(roomy.at(-1)!.claim).not.toBe(roomy.at(-2)!.claim);
    await places().release(roomy.at(-1)!.claim, [last!.command]);
    expect(await places().sizes(['S2', 'S3'])).toEqual(
      new Map([
        ['S2', 1],
        ['S3', 30],
      ]),
    );
    const narrow = await Promise.all(newPlaces('S1', 40).map((place) => claimOne(place)));
    expect(narrow.filter(({ fullAt }) => fullAt === null)).toHaveLength(25);
    expect(narrow.filter(({ fullAt }) => fullAt === LIMIT)).toHaveLength(15);
  });

  it('tells the size of a portfolio that may be above one, and counts no other', async () => {
    await project(newPlaces('S1', 10), { claimed: false });
    const [client] = newPlaces('S1', 1);
    expect(await claimOne(client!, { above: 11 })).toMatchObject({ others: 0 });
    expect(await claimOne(client!, { above: 10 })).toMatchObject({ others: 10 });
    await project(newPlaces('S1', 5), { claimed: false });
    expect(await claimOne(client!, { above: 11 })).toMatchObject({ others: 15 });
  });

  it('comes with the very size that portfolios are told by: of those kept, on their way and to come, each counted once', async () => {
    const [kept, leaving, coming, claimed, twice] = [4, 2, 3, 5, 2].map((count) => newPlaces('S1', count));
    await project([...kept!, ...leaving!, ...twice!], { claimed: false });
    await project(
      leaving!.map((place) => ({ ...place, rmId: 'S2' })),
      { claimed: false },
    );
    await project(coming!, { claimed: false, from: addDays(today, 3) });
    await project(twice!.slice(1), { claimed: false, from: addDays(today, 5) });
    await places().claim(randomUUID(), [...claimed!, { ...twice![0]!, command: commandKey('H1', 'again') }]);
    const asked = [
      newPlaces('S1', 1)[0]!,
      ...[kept!, coming!, claimed!, twice!].map(([place]) => ({ ...place!, command: `H1 ${randomUUID()}` })),
    ];
    for (const place of asked) {
      const { others, claim } = await claimOne(place, { above: 0 });
      expect(others).toBe((await places().sizes(['S1'], place.clientId)).get('S1'));
      await places().release(claim, [place.command]);
    }
    expect(await places().sizes(['S1'])).toEqual(new Map([['S1', 14]]));
  });

  it('comes with what the command was answered before', async () => {
    const answer = { fingerprint: 'F1', rejection: { code: 'PORTFOLIO_FULL', field: [], facts: {} } };
    const values = ['H1', 'known', answer.fingerprint, JSON.stringify(answer.rejection)];
    await database.query(
      'insert into command_answer (actor, command_id, fingerprint, rejection) values ($1, $2, $3, $4)',
      values,
    );
    const [known, unknown] = newPlaces('S1', 2);
    expect(await claimOne(known!, { commandId: 'known' })).toMatchObject({ answered: answer, fullAt: null });
    expect(await claimOne(unknown!, { commandId: 'unknown' })).toMatchObject({ answered: null });
  });

  it('is claimed for a batch as a whole or not at all', async () => {
    await project(newPlaces('S1', LIMIT - 2), { claimed: false });
    expect(await places().claim(randomUUID(), [...newPlaces('S1', 3), ...newPlaces('S2', 5)])).toEqual(
      new Map([['S1', LIMIT - 2]]),
    );
    expect(await places().sizes(['S1', 'S2'])).toEqual(new Map([['S1', LIMIT - 2]]));
    expect(await places().claim(randomUUID(), newPlaces('S1', 2))).toEqual(new Map());
  });

  it('that nothing was stored for is free again', async () => {
    const [claim, taken] = [randomUUID(), newPlaces('S1', LIMIT)];
    await places().claim(claim, taken);
    expect(await places().claim(randomUUID(), newPlaces('S1', 1))).toEqual(new Map([['S1', LIMIT]]));
    await places().release(claim, [taken[0]!.command]);
    expect(await places().claim(randomUUID(), newPlaces('S1', 1))).toEqual(new Map());
  });

  it('is claimed no more once the read model counts it, and is free once the client is handed on', async () => {
    const taken = newPlaces('S1', LIMIT);
    await places().claim(randomUUID(), taken);
    await project(taken);
    expect(await database.query('select from portfolio_claim')).toEqual([]);
    expect(await places().claim(randomUUID(), newPlaces('S1', 1))).toEqual(new Map([['S1', LIMIT]]));
    await project([{ ...taken[0]!, rmId: 'S2' }], { claimed: false, from: addDays(today, 0) });
    expect(await places().claim(randomUUID(), newPlaces('S1', 1))).toEqual(new Map());
  });

  it('counts a client to come, and one who is to leave until the day of leaving', async () => {
    const [own, coming] = [newPlaces('S1', 1), newPlaces('S1', LIMIT - 1)];
    await project(own, { claimed: false });
    await project(coming, { claimed: false, from: addDays(today, 5) });
    await project([{ ...own[0]!, rmId: 'S2' }], { claimed: false, from: addDays(today, 5) });
    expect(await places().sizes(['S1', 'S2'])).toEqual(
      new Map([
        ['S1', LIMIT],
        ['S2', 1],
      ]),
    );
  });

  it('is counted again when the clock of a demo goes back and clients return to whom they were handed on from', async () => {
    const [tomorrow, leaving] = [addDays(today, 1), newPlaces('S1', 10)];
    await project(leaving, { claimed: false });
    await project(newPlaces('S1', LIMIT - 10), { claimed: false });
    await project(
      leaving.map((place) => ({ ...place, rmId: 'S2' })),
      { claimed: false, from: tomorrow },
    );
    const later = fixedClock(`${tomorrow}T09:00:00+08:00`);
    const then = new PortfolioSlots(database, new PortfolioDay(database, later), {} as never);
    expect(await then.claim(randomUUID(), newPlaces('S1', 5))).toEqual(new Map());
    const back = new PortfolioSlots(database, new PortfolioDay(database, clock), {} as never);
    expect(await back.claim(randomUUID(), newPlaces('S1', 5))).toEqual(new Map([['S1', LIMIT + 5]]));
  });

  it('that a repeated command claims is given back only when the read model counts what the first one stored', async () => {
    const [place] = newPlaces('S1', 1);
    const [first, second] = [randomUUID(), randomUUID()];
    await places().claim(first, [place!]);
    await places().claim(second, [place!]);
    await places().releaseOnceProjected(second, place!, today);
    expect(await places().sizes(['S1'])).toEqual(new Map([['S1', 1]]));
    await project([place!]);
    await places().claim(second, [place!]);
    await places().releaseOnceProjected(second, place!, today);
    expect(await database.query('select from portfolio_claim')).toEqual([]);
  });

  it('claimed by somebody who died is free once the read model has caught up', async () => {
    await places().claim(randomUUID(), newPlaces('S1', LIMIT));
    expect(await places().settledSizes(['S1'], 1000)).toEqual(new Map([['S1', LIMIT]]));
    await database.query(`update portfolio_claim set claimed_at = claimed_at - interval '11 minutes'`);
    expect(await places().settledSizes(['S1'], 1000)).toEqual(new Map());
  });
});

describe('portfolios above a size', () => {
  const whose = (caughtUp: () => Promise<void>) =>
    new PortfolioSlots(database, new PortfolioDay(database, clock), { caughtUp } as never);

  it('are those of clients kept, on their way and to come', async () => {
    for (const [rmId, count] of Object.entries({ S1: 301, S2: 302, S3: 303, S4: 300 })) {
      const taken = newPlaces(rmId, count);
      await places().claim(randomUUID(), taken);
      if (rmId === 'S1') await project(taken);
      if (rmId === 'S2') await project(taken, { from: addDays(today, 30) });
    }
    expect(await places().above(300, 0)).toEqual({
      sizes: new Map(Object.entries({ S1: 301, S2: 302, S3: 303 })),
      exact: true,
    });
  });

  it('are known where nobody claimed the last of their places', async () => {
    await places().claim(randomUUID(), newPlaces('S1', 1));
    await project(newPlaces('S1', 300), { claimed: false });
    expect(await places().above(300, 0)).toEqual({ sizes: new Map([['S1', 301]]), exact: true });
  });

  it('are counted once the read model has caught up: a client on the way from one to another is claimed for both', async () => {
    const taken = newPlaces('S1', 301);
    const whole = newPlaces('S3', 301);
    const handedOn = taken.slice(0, 1).map(({ clientId }) => ({ ...newPlaces('S2', 1)[0]!, clientId }));
    await places().claim(randomUUID(), [...taken, ...whole, ...handedOn]);
    const late = () => Promise.reject(new NotYetVisible([], 0));
    expect(await whose(late).above(300, 0)).toEqual({ sizes: new Map([['S3', 301]]), exact: false });
    const catchUp = async () => {
      await project(taken);
      await project(handedOn);
    };
    expect(await whose(catchUp).above(300, 0)).toEqual({ sizes: new Map([['S3', 301]]), exact: true });
  });
});

it('whatever is claimed, stored, given up and handed on: a claim is refused exactly when there is no room', async () => {
  const rm = fc.constantFrom('S1', 'S2');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('claim' as const), rm, count: fc.integer({ min: 1, max: 250 }) }),
    fc.record({ kind: fc.constantFrom('stored' as const, 'given up' as const), which: fc.nat() }),
    fc.record({ kind: fc.constant('unclaimed' as const), rm, count: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ kind: fc.constant('handed on' as const), rm, count: fc.integer({ min: 1, max: 150 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      await database.query('truncate client, assignment, assignment_day, portfolio_claim, portfolio_bound');
      const open: { claim: string; taken: Slot[] }[] = [];
      const kept = new Map<string, Slot>();
      const sizeOf = (rmId: string) =>
        [...kept.values(), ...open.flatMap(({ taken }) => taken)].filter((place) => place.rmId === rmId).length;
      for (const each of steps) {
        if (each.kind === 'claim') {
          const [claim, taken] = [randomUUID(), newPlaces(each.rm, each.count)];
          const full = await instances[made % 2]!.claim(claim, taken);
          const size = sizeOf(each.rm);
          expect(full).toEqual(size + each.count > LIMIT ? new Map([[each.rm, size]]) : new Map());
          if (full.size === 0) open.push({ claim, taken });
        } else if (each.kind === 'unclaimed') {
          const taken = newPlaces(each.rm, each.count);
          await project(taken, { claimed: false });
          for (const place of taken) kept.set(place.clientId, place);
        } else if (each.kind === 'handed on') {
          const moved = [...kept.values()].filter(({ rmId }) => rmId === each.rm).slice(0, each.count);
          const to = moved.map((place) => ({ ...place, rmId: 'S3' }));
          await project(to, { claimed: false });
          for (const place of to) kept.set(place.clientId, place);
        } else {
          const [given] = open.splice(each.which % Math.max(open.length, 1), 1);
          if (!given) continue;
          if (each.kind === 'given up')
            await places().release(
              given.claim,
              given.taken.map(({ command }) => command),
            );
          else {
            await project(given.taken);
            for (const place of given.taken) kept.set(place.clientId, place);
          }
        }
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
