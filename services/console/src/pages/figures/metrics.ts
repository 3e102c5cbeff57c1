import { SHOWN_AS, WITH_CONTACTS } from './metrics.generated.js';

export type MetricName = keyof typeof SHOWN_AS;
/** What a page shows that nobody has chosen for. */
export const USUAL: readonly MetricName[] = ['CONTACTS', 'CLIENTS_CONTACTED', 'TOUCHES', 'PLAN_COMPLETION', 'COVERAGE'];
/** The usual ones first, the others in the order of their definitions. */
export const METRICS: readonly MetricName[] = [...new Set([...USUAL, ...(Object.keys(SHOWN_AS) as MetricName[])])];

export const hasContacts = (metric: MetricName): boolean => WITH_CONTACTS.includes(metric);
export const isMoney = (metric: MetricName): boolean => SHOWN_AS[metric] === 'YUAN';
export const isRatio = (metric: MetricName): boolean => SHOWN_AS[metric] === 'SHARE';
/** Whether it is one number over another: a share, or so much for each of something. */
export const isOver = (metric: MetricName): boolean => isRatio(metric) || SHOWN_AS[metric] === 'MEAN';
/** What a unit has is the sum of what its children have; a client whom two of them contacted counts once above them. */
export const addsUp = (metric: MetricName): boolean => !isOver(metric) && SHOWN_AS[metric] !== 'DISTINCT';
