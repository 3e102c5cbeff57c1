import { atTarget, CLIENTS_AT_TARGET, obliged, obligedFirst } from './clients-at-target.metric.js';
import * as balance from './balances.metric.js';
import { clients, CLIENTS_CONTACTED } from './clients-contacted.metric.js';
import { CLIENTS_KEPT, kept } from './clients-kept.metric.js';
import { CONSENTED, consenting } from './consented.metric.js';
import { contacts, CONTACTS } from './contacts.metric.js';
import { COVERAGE, covered, target } from './coverage.metric.js';
import { GIFT_MEASURES, GIFTS_IN_PERSON } from './gifts.metric.js';
import { GREETINGS, greetings } from './greetings.metric.js';
import { HELP_MEASURES, HELP_METRICS } from './help.metric.js';
import { LEARNING_MEASURES, LEARNING_METRICS } from './learning.metric.js';
import { MetricSet } from './metric-set.js';
import { NEW_CLIENTS, newClients } from './new-clients.metric.js';
import { PACE } from './pace.metric.js';
import { done, drawn, PLAN_COMPLETION } from './plan-completion.metric.js';
import { promises, PROMISES_KEPT, promisesKept } from './promises-kept.metric.js';
import { prompts, PROMPTS_SERVED, promptsServed } from './prompts-served.metric.js';
import { RATING, RATING_MEASURES } from './rating.metric.js';
import * as channel from './touches-by-channel.metric.js';
import { touches, TOUCHES } from './touches.metric.js';
import { untouched, UNTOUCHED_61 } from './untouched-61.metric.js';
import { VISIT_MEASURES, VISIT_METRICS } from './visits.metric.js';

/** Every measure, in the order of a vector's places. */
export const MEASURES = [
  touches,
  contacts,
  clients,
  covered,
  drawn,
  done,
  atTarget,
  obligedFirst,
  newClients,
  channel.touchesPhone,
  channel.touchesSms,
  channel.touchesWechat,
  channel.touchesWechatGroup,
  channel.touchesEmail,
  channel.touchesVisit,
  greetings,
  ...VISIT_MEASURES,
  ...GIFT_MEASURES,
  ...HELP_MEASURES,
  ...LEARNING_MEASURES,
  ...RATING_MEASURES,
] as const;

/** Every level. */
export const LEVELS = [
  target,
  obliged,
  kept,
  untouched,
  consenting,
  promises,
  promisesKept,
  prompts,
  promptsServed,
  balance.deposits,
  balance.loans,
  balance.products,
] as const;

/** Every metric, in the order in which the API answers them. */
export const METRIC_DEFINITIONS = [
  TOUCHES,
  CONTACTS,
  CLIENTS_CONTACTED,
  PLAN_COMPLETION,
  COVERAGE,
  PACE,
  CLIENTS_AT_TARGET,
  UNTOUCHED_61,
  CLIENTS_KEPT,
  NEW_CLIENTS,
  CONSENTED,
  channel.TOUCHES_PHONE,
  channel.TOUCHES_SMS,
  channel.TOUCHES_WECHAT,
  channel.TOUCHES_WECHAT_GROUP,
  channel.TOUCHES_EMAIL,
  channel.TOUCHES_VISIT,
  GREETINGS,
  PROMISES_KEPT,
  PROMPTS_SERVED,
  ...VISIT_METRICS,
  GIFTS_IN_PERSON,
  ...HELP_METRICS,
  ...LEARNING_METRICS,
  RATING,
  balance.DEPOSITS,
  balance.LOANS,
  balance.DEPOSIT_GROWTH,
  balance.PRODUCTS_A_CLIENT,
] as const;
export type Metric = (typeof METRIC_DEFINITIONS)[number]['code'];

/** What the service counts where nobody gives it another set. */
export const METRIC_SET = new MetricSet({ measures: MEASURES, levels: LEVELS, metrics: METRIC_DEFINITIONS });
