import { SignalFired, SignalTakenBack } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type ReviseSignals, signalsDecider } from './signal.decider.js';

const signal = (signalId: string, firedOn: string, lapsesOn: string, deposits = '1000.00') => ({
  signalId,
  kind: 'DORMANT' as const,
  firedOn,
  lapsesOn,
  label: null,
  facts: [{ name: 'deposits', value: deposits }],
});
const first = signal('S1', '2026-03-01', '2026-03-14');
const fired = (given: ReturnType<typeof signal>) => SignalFired.of({ ...given, clientId: 'C1' });
const revise = (...signals: ReturnType<typeof signal>[]): ReviseSignals => ({
  type: 'ReviseSignals',
  data: { clientId: 'C1', signals, since: '2026-01-01', today: '2026-03-10' },
});
const takenBack = SignalTakenBack.of({ signalId: 'S1', clientId: 'C1', kind: 'DORMANT', firedOn: '2026-03-01' });

describe('signals of a client', () => {
  specify(signalsDecider, {
    'what the rows make fire is told': { when: revise(first), then: [fired(first)] },
    'it is told once': { given: [fired(first)], when: revise(first), then: [] },
    'it is told again when other facts made it fire': {
      given: [fired(first)],
      when: revise(signal('S1', '2026-03-01', '2026-03-14', '900.00')),
      then: [fired(signal('S1', '2026-03-01', '2026-03-14', '900.00'))],
    },
    'what a corrected row takes the ground of is taken back': {
      given: [fired(first)],
      when: revise(),
      then: [takenBack],
    },
    'what was taken back may fire again': {
      given: [fired(first), takenBack],
      when: revise(first),
      then: [fired(first)],
    },
    'what is still to come does not fire yet': { when: revise(signal('S2', '2026-03-11', '2026-03-24')), then: [] },
    'what lapsed long ago is neither told nor taken back': {
      given: [fired(signal('S0', '2025-11-01', '2025-11-14'))],
      when: revise(signal('S9', '2025-12-01', '2025-12-14')),
      then: [],
    },
  });
});
