import { CALENDAR_CONSUMER } from '@hengxin/service-kit';
import { clientClocks } from './client-facts/client-clock.projection.js';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { clientDatesKept } from './occasions/client-dates.projection.js';
import { contactWeeksKept } from './feasibility/contact-weeks.projection.js';
import { greetingsKept } from './greetings/greetings.projection.js';
import { clientProductsKept } from './insight/client-products.projection.js';
import { clientSignalsKept } from './insight/client-signals.projection.js';
import { LEAVES_KEPT } from './leave/leaves.projection.js';
import { planItems } from './plan/plan-items.projection.js';
import { playbooksKept } from './playbook/playbooks.projection.js';
import { TRIES_KEPT } from './reach/client-tries.projection.js';
import { clientTopicsKept } from './topics/client-topics.projection.js';
import { usedTopicsKept } from './topics/used-topics.projection.js';

/** Names of this service's consumers beside its projections: each is a checkpoint, and what `atLeast` waits for. */
export const CLIENT_FACTS = clientFacts.consumer;
export const CLIENT_DATES = clientDatesKept.consumer;
export const CLIENT_PRODUCTS = clientProductsKept.consumer;
export const CLIENT_SIGNALS = clientSignalsKept.consumer;
export const CLIENT_TOPICS = clientTopicsKept.consumer;
export const CLIENT_TRIES = TRIES_KEPT;
export const CONTACTS = clientClocks.consumer;
export const CONTACT_WEEKS = contactWeeksKept.consumer;
export const GREETINGS = greetingsKept.consumer;
export const LEAVES = LEAVES_KEPT;
export const PLAN_ITEMS = planItems.consumer;
export const PLAYBOOKS = playbooksKept.consumer;
export const USED_TOPICS = usedTopicsKept.consumer;
export const PLAN_UPKEEP = 'plan-upkeep';
export const PLANNED_UPKEEP = 'planned-upkeep';
export const LEAVE_EFFECTS = 'leave-effects';
export const PLAN_CHANGES = 'plan-changes';
/** The organisation's placements; service-kit keeps them. */
export const DIRECTORY_CONSUMER = 'directory';

/** All that a plan is drawn from. */
export const FACTS = [
  DIRECTORY_CONSUMER,
  CALENDAR_CONSUMER,
  CLIENT_FACTS,
  CLIENT_DATES,
  CLIENT_PRODUCTS,
  CLIENT_SIGNALS,
  CONTACTS,
  LEAVES,
  PLAN_ITEMS,
] as const;
