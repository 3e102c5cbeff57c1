import { MasteryCounted, StudyLogged } from '@hengxin/contracts';
import { counting, measure } from './measure.js';
import { metric } from './metric.js';

const studyMinutes = measure('study_minutes', 'MINUTE', {
  subject: 'fact',
  counts: [
    counting(StudyLogged, ({ data }) => ({
      staffId: data.staffId,
      date: data.businessDate,
      value: data.countedMinutes,
    })),
  ],
});

const masteryMinutes = measure('mastery_minutes', 'MINUTE', {
  subject: 'fact',
  counts: [
    counting(MasteryCounted, ({ data }) =>
      data.days.map(({ date, added }) => ({ staffId: data.staffId, date, value: added })),
    ),
  ],
});

/** What learning is counted by. */
export const LEARNING_MEASURES = [studyMinutes, masteryMinutes] as const;

export const STUDY_MINUTES = metric('STUDY_MINUTES', {
  group: 'LEARNING',
  direction: 'HIGHER_IS_BETTER',
  rule: 16,
  name: { en: 'Study minutes', zh: '学习分钟数' },
  summary: 'Minutes of study, overlaps counted once and at most 480 a day.',
  summaryZh: '学习分钟数，重叠只计一次，每日最多 480 分钟。',
  formula: { kind: 'count', of: studyMinutes },
  drillDown: 'NONE',
  counted: 'FACTS',
  isRestated: false,
});

export const MASTERY_MINUTES = metric('MASTERY_MINUTES', {
  group: 'LEARNING',
  direction: 'HIGHER_IS_BETTER',
  rule: 16,
  name: { en: 'Mastery minutes', zh: '精进分钟数' },
  summary:
    'Evidenced minutes of contacts, visits, preparation, reviews and study, overlaps once and at most 480 a day.',
  summaryZh: '联系、拜访、准备、复盘与学习的有据分钟数，重叠只计一次，每日最多 480 分钟。',
  formula: { kind: 'count', of: masteryMinutes },
  drillDown: 'NONE',
  // A contact counts minutes, too: as many rows as contacts would say little more than their days.
  counted: 'DAYS',
  isRestated: false,
});

/** The figures of learning, in the order in which the API answers them. */
export const LEARNING_METRICS = [STUDY_MINUTES, MASTERY_MINUTES] as const;
