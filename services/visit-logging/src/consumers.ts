import { clientFacts } from './client-facts/client-facts.projection.js';
import { contacts, placements } from './contact/contact.projection.js';
import { visits } from './visit/visit.projection.js';
import { planItems } from './plan-items/plan-items.projection.js';

/** Names of this service's consumers: each is a checkpoint, and what `atLeast` waits for. */
export const CONTACT_LIST = contacts.consumer;
export const CLIENT_FACTS = clientFacts.consumer;
export const CONTACT_UNITS = placements.consumer;
export const CONTACT_FEED = 'contact-feed';
export const VISIT_LIST = visits.consumer;
export const VISIT_CONTACTS = 'visit-contacts';
export const REVIEW_FEED = 'review-feed';

/** What a contact is shown from, and what says who may see it. */
export const SHOWN = [CONTACT_LIST, CLIENT_FACTS, CONTACT_UNITS, 'directory'] as const;

/** What a contact is checked against before it is logged. */
export const FACTS = [CLIENT_FACTS, planItems.consumer] as const;
