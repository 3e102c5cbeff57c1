import { PeriodClosed } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type ClosePeriod, closingDecider } from './closing.decider.js';

const facts = {
  periodId: 'MONTH.2026-03-01',
  grain: 'MONTH',
  start: '2026-03-01',
  end: '2026-03-31',
  closedAt: '2026-04-01T09:00:00+08:00',
  closedBy: 'HO',
  metrics: ['CONTACTS'],
} as const;
const closed = PeriodClosed.of({ ...facts, metrics: [...facts.metrics] });
const close = (today: string): ClosePeriod => ({
  type: 'ClosePeriod',
  data: { ...facts, metrics: [...facts.metrics], today },
});

describe('rule 14: a period', () => {
  specify(closingDecider, {
    'is closed once it is over': { when: close('2026-04-01'), then: [closed] },
    'is not closed on its last day': { when: close('2026-03-31'), then: 'PERIOD_NOT_OVER' },
    'is closed once: who comes later finds it closed': { given: [closed], when: close('2026-05-01'), then: [] },
  });
});
