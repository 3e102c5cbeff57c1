import type { RequestContext } from '@hengxin/service-kit';
import { LeaveDesk, type LeaveResult } from './leave-desk.js';
import { LeaveTurns } from './leave-turns.js';

const context = { caller: { id: 'S1', role: 'RM', unitId: 'U1', isStaff: true } } as unknown as RequestContext;
const leave = { staffId: 'S1', from: '2026-03-09', to: '2026-03-10', portion: 'FULL' as const, coverId: null };

/** A desk that tells what it does, in order. `waits`: what has to be over before a wait of this number is. */
function deskThat(waits: { readonly [wait: string]: Promise<void> } = {}) {
  const said: string[] = [];
  const asked = { heard: 0, read: 0 };
  const progress = {
    caughtUp: () => waits[`heard ${++asked.heard}`],
    waitFor: async () => waits[`read ${++asked.read}`],
  };
  const turns = new LeaveTurns({
    tx: async (work: (tx: object) => Promise<unknown>) => {
      said.push('turn');
      return work({ query: async () => [] }).finally(() => said.push('over'));
    },
  } as never);
  const runner = {
    execute: async ({ commandId }: { commandId: string }): Promise<LeaveResult> => {
      said.push(commandId);
      const stands = { state: [], current: [], events: [], repeated: false };
      return { accepted: true, ...stands, position: commandId };
    },
  };
  const nobody = { between: async () => [], coveredBy: async () => [], byId: async () => undefined };
  const clock = { instant: () => '2026-03-02T09:00:00+08:00', today: () => '2026-03-02', timeZone: 'Asia/Shanghai' };
  const directory = { tree: { staffPlacedOn: () => ({ role: 'RM' }) } };
  const book = { forget: () => undefined };
  const desk = new LeaveDesk(
    ...([runner, nobody, progress, {}, clock, book, turns, directory] as unknown as ConstructorParameters<
      typeof LeaveDesk
    >),
  );
  return { desk, said };
}

describe('commands about leaves stand in no line', () => {
  it('while they wait for what was stored before them', async () => {
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    const { desk, said } = deskThat({ 'heard 1': heard });
    const first = desk.take({ commandId: 'first', ...leave }, context);
    await desk.take({ commandId: 'second', ...leave }, context);
    expect(said).toEqual(['turn', 'second', 'over']);
    resolve();
    await first;
    expect(said).toEqual(['turn', 'second', 'over', 'turn', 'first', 'over']);
  });

  it('while they wait until they can be read', async () => {
    const { promise: isRead, resolve } = Promise.withResolvers<void>();
    const { desk, said } = deskThat({ 'read 1': isRead });
    const first = desk.take({ commandId: 'first', ...leave }, context);
    await desk.take({ commandId: 'second', ...leave }, context);
    expect(said).toEqual(['turn', 'first', 'over', 'turn', 'second', 'over']);
    resolve();
    await first;
  });

  it('where they are refused no matter who else is away', async () => {
    const { desk, said } = deskThat();
    await desk.take({ commandId: 'of somebody else', ...leave, staffId: 'S9' }, context);
    await desk.take({ commandId: 'reversed', ...leave, to: '2026-03-08' }, context);
    expect(said).toEqual(['of somebody else', 'reversed']);
  });

  it('where they cancel one: nothing rests on a leave that is not there', async () => {
    const { desk, said } = deskThat();
    await desk.cancel({ commandId: 'cancelled', leaveId: 'L1' }, context);
    expect(said).toEqual(['cancelled']);
  });
});
