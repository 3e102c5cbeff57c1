import { defineRejections } from '@hengxin/event-sourcing';

/** Why study is not logged. */
export const studyRejections = defineRejections({
  STUDY_ENDS_BEFORE_START: {
    field: ['input', 'endedAt'],
    en: 'The study ends at {endedAt}, not after it began at {startedAt}. Correct one of the two.',
    zh: '学习结束时间 {endedAt} 不晚于开始时间 {startedAt}。请更正。',
  },
  STUDY_IN_FUTURE: {
    field: ['input', 'endedAt'],
    en: '{endedAt} is still to come; it is {now} now. Log study once it is over.',
    zh: '{endedAt} 尚未到来，现在是 {now}。请在学习结束后记录。',
  },
  STUDY_SPANS_DAYS: {
    field: ['input', 'endedAt'],
    en: 'From {startedAt} to {endedAt} is more than one business day. Log each day apart.',
    zh: '{startedAt} 至 {endedAt} 跨越了多个日期。请按日分别记录。',
  },
  STUDY_LONG_AGO: {
    field: ['input', 'startedAt'],
    en: '{businessDate} lies more than {days} days back; it is {today} today. Only newer study can be logged.',
    zh: '{businessDate} 早于今天（{today}）超过 {days} 天，只能记录更近的学习。',
  },
});
