/** Names of this service's consumers: each is a checkpoint, and what `atLeast` waits for. */
export const CONTACT_LIST = 'contact-list';
/** Reads the registry from the beginning where an earlier version, `client-facts`, kept the latest word on a channel alone. */
export const CLIENT_FACTS = 'client-histories';
export const PLAN_ITEMS = 'plan-items';
export const CONTACT_UNITS = 'contact-units';
export const CONTACT_FEED = 'contact-feed';

/** What a contact is shown from, and what says who may see it. */
export const SHOWN = [CONTACT_LIST, CLIENT_FACTS, CONTACT_UNITS, 'directory'] as const;

/** What a contact is checked against before it is logged. */
export const FACTS = [CLIENT_FACTS, PLAN_ITEMS] as const;
