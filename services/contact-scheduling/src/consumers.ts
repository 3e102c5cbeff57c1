/** Names of this service's consumers: each is a checkpoint, and what `atLeast` waits for. */
export const CLIENT_FACTS = 'client-facts';
export const CONTACTS = 'contacts';
export const PLAN_ITEMS = 'plan-items';
export const PLAN_UPKEEP = 'plan-upkeep';
export const PLANNED_UPKEEP = 'planned-upkeep';
export const PLAN_CHANGES = 'plan-changes';
/** The organisation's placements; service-kit keeps them. */
export const DIRECTORY_CONSUMER = 'directory';

/** All that a plan is drawn from. */
export const FACTS = [DIRECTORY_CONSUMER, CLIENT_FACTS, CONTACTS, PLAN_ITEMS] as const;
