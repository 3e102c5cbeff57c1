import { VisitRated } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

const stars = measure('rating_stars', 'STAR', {
  subject: 'fact',
  counts: [counting(VisitRated, ({ data }) => ({ staffId: data.staffId, date: data.ratedOn, value: data.stars }))],
});
const ratings = measure('ratings', 'VISIT', {
  subject: 'fact',
  counts: [counting(VisitRated, ({ data }) => ({ staffId: data.staffId, date: data.ratedOn, value: 1 }))],
});

/** What ratings are counted by. */
export const RATING_MEASURES = [stars, ratings] as const;

export const RATING = metric('RATING', {
  group: 'VISIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 18,
  name: { en: 'Client rating', zh: '客户评分' },
  summary: 'Stars over ratings that clients gave to visits, by the day on which they were given.',
  summaryZh: '客户对拜访的星级总和除以评价次数，按评价日计。',
  formula: { kind: 'ratio', of: stars, over: ratings },
  drillDown: 'NONE',
  counted: 'FACTS',
  isRestated: false,
});
