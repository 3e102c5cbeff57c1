export const METRICS = [
  'CONTACTS',
  'CLIENTS_CONTACTED',
  'TOUCHES',
  'PLAN_COMPLETION',
  'COVERAGE',
  'PACE',
  'CLIENTS_AT_TARGET',
  'UNTOUCHED_61',
  'PROMISES_KEPT',
  'PROMPTS_SERVED',
  'CLIENTS_KEPT',
  'NEW_CLIENTS',
  'CONSENTED',
  'TOUCHES_PHONE',
  'TOUCHES_SMS',
  'TOUCHES_WECHAT',
  'TOUCHES_WECHAT_GROUP',
  'TOUCHES_EMAIL',
  'TOUCHES_VISIT',
  'GREETINGS',
  'VISITS',
  'PREPARATION',
  'GOALS_MET',
  'REVIEWS_ON_TIME',
  'FINDINGS_A_VISIT',
  'GIFTS_IN_PERSON',
  'HELP_ASKED',
  'HELP_GIVEN',
  'HELP_IN_TIME',
  'STUDY_MINUTES',
  'MASTERY_MINUTES',
  'RATING',
  'DEPOSITS',
  'LOANS',
  'DEPOSIT_GROWTH',
  'PRODUCTS_A_CLIENT',
] as const;
export type MetricName = (typeof METRICS)[number];
/** What a page shows that nobody has chosen for. */
export const USUAL: readonly MetricName[] = METRICS.slice(0, 5);
const RATIOS: ReadonlySet<MetricName> = new Set([
  'PLAN_COMPLETION',
  'COVERAGE',
  'PACE',
  'CLIENTS_AT_TARGET',
  'UNTOUCHED_61',
  'PROMISES_KEPT',
  'PROMPTS_SERVED',
  'CONSENTED',
  'PREPARATION',
  'GOALS_MET',
  'REVIEWS_ON_TIME',
  'GIFTS_IN_PERSON',
  'HELP_IN_TIME',
]);
/** In yuan. */
const MONEY: ReadonlySet<MetricName> = new Set(['DEPOSITS', 'LOANS', 'DEPOSIT_GROWTH']);
export const isMoney = (metric: MetricName): boolean => MONEY.has(metric);
/** So much for each of something: a number, not a share. */
const MEANS: ReadonlySet<MetricName> = new Set(['FINDINGS_A_VISIT', 'RATING', 'PRODUCTS_A_CLIENT']);
/** What a unit has is the sum of what its children have; a client whom two of them contacted counts once above them. */
const SUMS: ReadonlySet<MetricName> = new Set(
  METRICS.filter((metric) => !RATIOS.has(metric) && !MEANS.has(metric) && metric !== 'CLIENTS_CONTACTED'),
);

/** Figures behind which there are contacts to look at; behind the others there is what they count. */
const OF_CONTACTS: ReadonlySet<MetricName> = new Set(
  METRICS.filter((metric) => USUAL.includes(metric) || metric === 'PACE' || metric.startsWith('TOUCHES_')),
);
export const hasContacts = (metric: MetricName): boolean => OF_CONTACTS.has(metric);
/** Whether it is one number over another, a share or not. */
export const isOver = (metric: MetricName): boolean => RATIOS.has(metric) || MEANS.has(metric);
export const isRatio = (metric: MetricName): boolean => RATIOS.has(metric);
export const addsUp = (metric: MetricName): boolean => SUMS.has(metric);
