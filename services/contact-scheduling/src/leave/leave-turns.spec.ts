import { setImmediate as turn } from 'node:timers/promises';
import { eventually, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { LeaveTurns } from './leave-turns.js';

describe('commands about leaves', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('go one by one, in this instance and in others, also behind one that failed', async () => {
    const [here, there] = [1, 2].map(() => new LeaveTurns(bank.service.parts.database)) as [LeaveTurns, LeaveTurns];
    const said: string[] = [];
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const first = here.take(async () => {
      said.push('first begins');
      await ended;
      said.push('first ends');
    });
    await eventually(async () => said.length === 1);
    const failing = here.take(async () => {
      said.push('second fails');
      throw new Error('refused');
    });
    const other = there.take(async () => void said.push('of another instance'));
    for (let i = 0; i < 50; i++) await turn();
    expect(said).toEqual(['first begins']);
    end();
    await expect(failing).rejects.toThrow('refused');
    await Promise.all([first, other]);
    expect(said.slice(0, 2)).toEqual(['first begins', 'first ends']);
    expect(said.slice(2).sort()).toEqual(['of another instance', 'second fails']);
    expect(await here.take(async () => 'goes on')).toBe('goes on');
  });

  it('are refused where too many stand in line, and taken again once it has moved', async () => {
    const turns = new LeaveTurns(bank.service.parts.database);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const inLine = Array.from({ length: 200 }, () => turns.take(() => ended));
    await expect(turns.take(async () => 'one more')).rejects.toMatchObject({ code: 'LEAVE_LINE_FULL' });
    end();
    await Promise.all(inLine);
    expect(await turns.take(async () => 'goes on')).toBe('goes on');
  });
});
