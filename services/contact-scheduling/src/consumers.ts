import { clientClocks } from './client-facts/client-clock.projection.js';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { clientDatesKept } from './occasions/client-dates.projection.js';
import { contactWeeksKept } from './feasibility/contact-weeks.projection.js';
import { leavesKept } from './leave/leaves.projection.js';
import { planItems } from './plan/plan-items.projection.js';

/** Names of this service's consumers beside its projections: each is a checkpoint, and what `atLeast` waits for. */
export const CLIENT_FACTS = clientFacts.consumer;
export const CLIENT_DATES = clientDatesKept.consumer;
export const CONTACTS = clientClocks.consumer;
export const CONTACT_WEEKS = contactWeeksKept.consumer;
export const LEAVES = leavesKept.consumer;
export const PLAN_ITEMS = planItems.consumer;
export const PLAN_UPKEEP = 'plan-upkeep';
export const PLANNED_UPKEEP = 'planned-upkeep';
export const LEAVE_EFFECTS = 'leave-effects';
export const PLAN_CHANGES = 'plan-changes';
/** The organisation's placements; service-kit keeps them. */
export const DIRECTORY_CONSUMER = 'directory';

/** All that a plan is drawn from. */
export const FACTS = [DIRECTORY_CONSUMER, CLIENT_FACTS, CLIENT_DATES, CONTACTS, LEAVES, PLAN_ITEMS] as const;
