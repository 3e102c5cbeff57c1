/**
 * The source of events that come from the log itself; it has one partition, 0. A topic's name is the source of the
 * others.
 */
export const STORE = 'store';
