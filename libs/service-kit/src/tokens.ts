/** Injection token of the `EventLog`. */
export const EVENT_LOG = Symbol('EVENT_LOG');
/** Injection token of the `EventBus`. */
export const EVENT_BUS = Symbol('EVENT_BUS');
/** Injection token of the `Directory`. */
export const DIRECTORY = Symbol('DIRECTORY');
/** Injection token of the `Covers`. */
export const COVERS = Symbol('COVERS');
/** Injection token of the bank's `BusinessCalendar`. */
export const CALENDAR = Symbol('CALENDAR');
/** Injection token of the pino `Logger`. No personal data in log lines. */
export const LOGGER = Symbol('LOGGER');
