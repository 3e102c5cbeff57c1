import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, SignalKind } from '../values.js';

const signal = { signalId: Id, clientId: Id, kind: SignalKind, firedOn: BusinessDate };

export const SignalFired = defineEvent('SignalFired', {
  version: 1,
  summary: 'What was told of a client makes it worth contacting. Fired again under its id, other facts made it fire.',
  data: z.object({
    ...signal,
    lapsesOn: BusinessDate.describe('The last day on which it is alive.'),
    label: personal(
      storedText({ max: 200 }).nullable().describe("The product's name; null where it is of no product."),
    ),
    facts: personal(z.array(z.object({ name: storedText({ max: 64 }), value: storedText({ max: 200 }) })).max(20)),
  }),
});

export const SignalTakenBack = defineEvent('SignalTakenBack', {
  version: 1,
  summary: 'A corrected or late row took the ground of a signal.',
  data: z.object(signal),
});

/** A stream holds the signals of one client. */
export const Signals = defineAggregate({
  context: 'client-insight',
  name: 'signals',
  key: 'clientId',
  events: { SignalFired, SignalTakenBack },
});

export const SignalsLooked = defineEvent('SignalsLooked', {
  version: 1,
  summary: 'A business day has been looked at for signals: what time alone brought by then has fired.',
  data: z.object({ day: BusinessDate.describe('The business day. None is told of that the clock jumped over.') }),
});

/** One stream a day, so that each is told of once. */
export const SignalLooks = defineAggregate({
  context: 'client-insight',
  name: 'signallooks',
  key: 'day',
  events: { SignalsLooked },
});
