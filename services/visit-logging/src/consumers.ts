import { COVERS_CONSUMER } from '@hengxin/service-kit';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { CLIENT_PARTS_TOLD } from './client-facts/client-parts.projection.js';
import { complaints } from './complaint/complaint.projection.js';
import { contacts, placements } from './contact/contact.projection.js';
import { clientDossiers } from './dossier/client-dossiers.projection.js';
import { giftItems, gifts, giftStocks } from './gift/gifts.projection.js';
import { helpRequests } from './help/help.projection.js';
import { LEAVES_OF_MASTERY, MASTERY_DAYS, studyEntries } from './mastery/mastery.projection.js';
import { visits } from './visit/visit.projection.js';
import { planItems } from './plan-items/plan-items.projection.js';

/** Names of this service's consumers: each is a checkpoint, and what `atLeast` waits for. */
export const CONTACT_LIST = contacts.consumer;
export const CLIENT_FACTS = clientFacts.consumer;
export const CONTACT_UNITS = placements.consumer;
export const CONTACT_FEED = 'contact-feed';
export const VISIT_LIST = visits.consumer;
export const CLIENT_PARTS = CLIENT_PARTS_TOLD;
export const VISIT_CONTACTS = 'visit-contacts';
export const REVIEW_FEED = 'review-feed';
export const GIFT_ITEMS = giftItems.consumer;
export const GIFT_STOCKS = giftStocks.consumer;
export const GIFTS = gifts.consumer;
export const GIFT_BOOK = 'gift-book';
export const HELP_REQUESTS = helpRequests.consumer;
export const HELP_FEED = 'help-feed';
export const PLAN_ITEMS = planItems.consumer;
export const MASTERY_LEAVES = LEAVES_OF_MASTERY;
export const STUDY_ENTRIES = studyEntries.consumer;
export const COMPLAINTS = complaints.consumer;
export const COMPLAINT_BOOK = 'complaint-book';
export const CLIENT_DOSSIERS = clientDossiers.consumer;
export { MASTERY_DAYS };
export const GREETING_TOUCHES = 'greeting-touches';
export const GROUP_POST_TOUCHES = 'group-post-touches';

/** What a contact is shown from, and what says who may see it. */
export const SHOWN = [CONTACT_LIST, CLIENT_FACTS, CONTACT_UNITS, 'directory', COVERS_CONSUMER] as const;

/** What a visit is shown from: with its preparation, its gifts, and the help asked for it. */
export const SHOWN_VISIT = [
  VISIT_LIST,
  CLIENT_FACTS,
  CLIENT_PARTS,
  GIFTS,
  HELP_REQUESTS,
  'directory',
  COVERS_CONSUMER,
] as const;

/** What a contact is checked against before it is logged. */
export const FACTS = [CLIENT_FACTS, planItems.consumer, COVERS_CONSUMER] as const;
