import { EventCatalogue } from '@hengxin/event-sourcing';
import { AGGREGATES } from './catalogue.js';
import { healed } from './healing.js';
import { BusinessDate, Instant } from './values.js';

/** The platform's events, as the event log and the bus are given them. */
export const catalogue = new EventCatalogue(AGGREGATES, {
  heal: healed,
  isMoment: (text) => Instant.safeParse(text).success,
  isBusinessDate: (text) => BusinessDate.safeParse(text).success,
});
