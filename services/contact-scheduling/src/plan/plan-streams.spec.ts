import { AppendTooLarge, type EventLog, LARGEST_APPEND_BYTES } from '@hengxin/event-log';
import type { CommandAnswers } from '@hengxin/service-kit';
import { NO_PLAN, PlanStreams } from './plan-streams.js';

describe('the plans in a log that knows an event id only in its stream', () => {
  it('what is too large to be stored claims nothing, so that another plan may still take it over', async () => {
    const calls: string[] = [];
    const log = { knowsIdsIn: 'stream', append: async () => calls.push('append') } as unknown as EventLog;
    const answers = { claim: async () => calls.push('claim') } as unknown as CommandAnswers;
    const plan = { planId: 'p1', staffId: 'S1', date: '2026-03-02' } as const;
    const reason = { code: 'CADENCE', daysSinceContact: 90, intervalDays: 60, promisedOn: null, lastContactOn: null };
    const item = { itemId: 'i1', clientId: 'C1', reason, channel: 'PHONE', dueSince: '2026-03-02' } as const;
    const command = {
      type: 'TakeOverItem',
      data: { ...plan, item, reason: 'x', takenFrom: { ...plan, itemId: 'i0' } },
    } as const;
    const own = {
      command,
      cause: 'c1',
      once: 'S1:i1',
      businessDate: plan.date,
      // Nothing of a plan is as large as that; what surrounds an event counts as well.
      correlationId: 'x'.repeat(LARGEST_APPEND_BYTES),
    };
    await expect(new PlanStreams(log, answers).change('p1', [own as never], NO_PLAN)).rejects.toThrow(AppendTooLarge);
    expect(calls).toEqual([]);
  });
});
