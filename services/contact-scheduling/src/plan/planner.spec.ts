import { NotYetVisible } from '@hengxin/event-bus';
import type { CommandHandler, Progress, RequestContext } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import type { Candidate } from './draw-plan.policy.js';
import type { PlanCommand } from './plan.commands.js';
import { planKey } from '../plan-ids.js';
import type { Adding, AddingQueries, BeforeAdding } from './adding.queries.js';
import type { PlanItemsQueries } from './plan-items.queries.js';
import type { DayBook } from '../my-day/day-book.js';
import type { FactsAtHand } from '../client-facts/facts-at-hand.js';
import { PlanPositions } from './plan-positions.js';
import { Planner } from './planner.js';

const MONDAY = '2026-03-02';
const context = { caller: { id: 'S1', role: 'RM', unitId: 'U1', isStaff: true } } as unknown as RequestContext;
const client: Candidate = {
  clientId: 'C1',
  contactsAYear: 6,
  preferredChannel: null,
  consents: { PHONE: { granted: true, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn: null } },
  registeredOn: MONDAY,
  lastContactOn: null,
  followUp: null,
  prompts: [],
};
const behind = () => Promise.reject(new NotYetVisible(['client-facts'], 2000));

/** A planner that learns of the client, and of a command carried out before, only while it waits. */
function setUp(given: {
  caughtUp?: () => Promise<void>;
  onTopics?: boolean;
  knownAfter?: number;
  addedOn?: string;
  heardOf?: boolean;
}) {
  let heard = given.heardOf ?? false;
  let asked = 0;
  const commands: { id: string; command: PlanCommand }[] = [];
  const listen = async () => {
    await given.caughtUp?.();
    heard = true;
  };
  const progress = { topics: given.onTopics ? {} : undefined, caughtUp: listen };
  const planner = new Planner(
    {
      execute: async (order: { id: string; command: PlanCommand }) => commands.push(order),
    } as unknown as CommandHandler,
    fixedClock(`${MONDAY}T09:00:00+08:00`),
    { byIds: async () => new Map() } as unknown as PlanItemsQueries,
    {
      before: async ({ date }: Adding): Promise<BeforeAdding> => {
        const addedOn = heard ? (given.addedOn ?? null) : null;
        const candidate = heard && asked++ >= (given.knownAfter ?? 0) ? client : null;
        return {
          date: date ?? addedOn ?? MONDAY,
          candidate,
          openOn: null,
          onLeave: false,
          carriedOut: addedOn !== null,
          answered: null,
        };
      },
    } as unknown as AddingQueries,
    progress as unknown as Progress,
    { forget: () => undefined } as unknown as DayBook,
    new PlanPositions(),
    { isLoading: () => false } as FactsAtHand,
  );
  return { planner, commands };
}

describe('a client added by hand', () => {
  const input = { commandId: 'add-1', clientId: 'C1', reason: '客户来电' };

  it('is looked for once all has been heard that was stored before the command', async () => {
    const { planner, commands } = setUp({});
    await planner.add(input, context);
    expect(commands).toMatchObject([{ command: { data: { kept: true, item: { clientId: 'C1', channel: 'PHONE' } } } }]);
  });

  it('is not refused for good while that is on its way: the command can be sent again', async () => {
    const { planner, commands } = setUp({ caughtUp: behind });
    await expect(planner.add(input, context)).rejects.toMatchObject({ code: 'NOT_YET_VISIBLE' });
    expect(commands).toEqual([]);
  });

  it('is waited for where what was stored a moment ago may not have been sent yet', async () => {
    const { planner, commands } = setUp({ onTopics: true, knownAfter: 1 });
    await planner.add(input, context);
    expect(commands).toMatchObject([{ command: { data: { kept: true } } }]);
  });

  it('is added to the day on which the command was sent first, though that was not known yet', async () => {
    const { planner, commands } = setUp({ addedOn: '2026-02-27' });
    await planner.add(input, context);
    expect(commands).toMatchObject([{ id: planKey('S1', '2026-02-27').planId }]);
  });

  it('is answered out of the plan when the command is known, whatever is on its way', async () => {
    const { planner, commands } = setUp({ addedOn: MONDAY, heardOf: true, caughtUp: behind });
    await planner.add(input, context);
    expect(commands).toMatchObject([{ id: planKey('S1', MONDAY).planId }]);
  });

  it('has an item of its own for each command', async () => {
    const { planner, commands } = setUp({});
    for (const commandId of ['add-1', 'add-2', 'add-1']) await planner.add({ ...input, commandId }, context);
    const ids = commands.map(({ command }) => (command.data as { item: { itemId: string } }).item.itemId);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).toBe(ids[0]);
  });
});

describe('an item that is nowhere to be found', () => {
  it('is unknown only once all plans have been heard of: until then the command can be sent again', async () => {
    const { planner, commands } = setUp({ caughtUp: behind });
    const command = { commandId: 'skip-1', planItemId: 'I1', reason: '忙' };
    await expect(planner.skip(command, context)).rejects.toMatchObject({ code: 'NOT_YET_VISIBLE' });
    expect(commands).toEqual([]);
  });
});
