import { VisitEnded, VisitReviewed, VisitReviewFellDue, VisitStarted } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

/** Of the seven parts of a dossier, so many make a visit wholly prepared. */
const PARTS = 7;

const visitsEnded = measure('visits_ended', 'VISIT', {
  subject: 'fact',
  counts: [counting(VisitEnded, ({ data }) => ({ staffId: data.staffId, date: data.businessDate, value: 1 }))],
});
const partsFresh = measure('visit_parts_fresh', 'PART_OF_DOSSIER', {
  subject: 'fact',
  counts: [
    counting(VisitStarted, ({ data }) => ({ staffId: data.staffId, date: data.businessDate, value: data.score })),
  ],
});
const partsOwed = measure('visit_parts_owed', 'PART_OF_DOSSIER', {
  subject: 'fact',
  counts: [counting(VisitStarted, ({ data }) => ({ staffId: data.staffId, date: data.businessDate, value: PARTS }))],
});
const goalsMet = measure('visit_goals_met', 'VISIT', {
  subject: 'fact',
  counts: [
    counting(VisitReviewed, ({ data }) => ({
      staffId: data.staffId,
      date: data.endedOn,
      value: data.result === 'MET' ? 1 : 0,
    })),
  ],
});
const visitsReviewed = measure('visits_reviewed', 'VISIT', {
  subject: 'fact',
  counts: [counting(VisitReviewed, ({ data }) => ({ staffId: data.staffId, date: data.endedOn, value: 1 }))],
});
const reviewsInTime = measure('visit_reviews_in_time', 'VISIT', {
  subject: 'fact',
  counts: [
    counting(VisitReviewFellDue, ({ data }) => ({
      staffId: data.staffId,
      date: data.endedOn,
      value: data.inTime ? 1 : 0,
    })),
  ],
});
const reviewsFallenDue = measure('visit_reviews_fallen_due', 'VISIT', {
  subject: 'fact',
  counts: [counting(VisitReviewFellDue, ({ data }) => ({ staffId: data.staffId, date: data.endedOn, value: 1 }))],
});
const findings = measure('visit_findings', 'FINDING', {
  subject: 'fact',
  counts: [
    counting(VisitReviewed, ({ data }) => ({ staffId: data.staffId, date: data.endedOn, value: data.findings })),
  ],
});

/** What visits are counted by. */
export const VISIT_MEASURES = [
  visitsEnded,
  partsFresh,
  partsOwed,
  goalsMet,
  visitsReviewed,
  reviewsInTime,
  reviewsFallenDue,
  findings,
] as const;

const common = {
  group: 'VISIT',
  direction: 'HIGHER_IS_BETTER',
  drillDown: 'NONE',
  counted: 'FACTS',
  isRestated: false,
} as const;

export const VISITS = metric('VISITS', {
  ...common,
  rule: 8,
  name: { en: 'Visits', zh: '拜访次数' },
  summary: 'Visits that have ended.',
  summaryZh: '已结束的拜访。',
  formula: { kind: 'count', of: visitsEnded },
});
export const PREPARATION = metric('PREPARATION', {
  ...common,
  rule: 8,
  name: { en: 'Preparation of visits', zh: '拜访准备度' },
  summary: 'Fresh parts of the dossier as visits started, over seven a visit.',
  summaryZh: '拜访开始时为最新的资料项数，除以每次拜访的七项。',
  formula: { kind: 'ratio', of: partsFresh, over: partsOwed },
});
export const GOALS_MET = metric('GOALS_MET', {
  ...common,
  rule: 10,
  name: { en: 'Goals of visits met', zh: '拜访目标达成率' },
  summary: 'Visits reviewed as MET over visits reviewed, by the day on which the visit ended.',
  summaryZh: '复盘为已达成的拜访占已复盘拜访的比例，按拜访结束日计。',
  formula: { kind: 'ratio', of: goalsMet, over: visitsReviewed },
});
export const REVIEWS_ON_TIME = metric('REVIEWS_ON_TIME', {
  ...common,
  rule: 10,
  name: { en: 'Reviews on time', zh: '按时复盘率' },
  summary: 'Reviews by their deadline over visits whose deadline has passed, by the day on which the visit ended.',
  summaryZh: '按期复盘的拜访占复盘期限已过的拜访的比例，按拜访结束日计。',
  formula: { kind: 'ratio', of: reviewsInTime, over: reviewsFallenDue },
});
export const FINDINGS_A_VISIT = metric('FINDINGS_A_VISIT', {
  ...common,
  rule: 10,
  name: { en: 'Findings a visit', zh: '次均拜访发现' },
  summary: 'Findings other than NONE over visits reviewed, by the day on which the visit ended.',
  summaryZh: '除“无”以外的发现数，除以已复盘的拜访数，按拜访结束日计。',
  formula: { kind: 'ratio', of: findings, over: visitsReviewed },
});

/** The figures of visits, in the order in which the API answers them. */
export const VISIT_METRICS = [VISITS, PREPARATION, GOALS_MET, REVIEWS_ON_TIME, FINDINGS_A_VISIT] as const;
