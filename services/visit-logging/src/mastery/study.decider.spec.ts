import { StudyLogged } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type LogStudy, studyDecider } from './study.decider.js';

const NOW = '2026-03-02T18:00:00+08:00';
const entry = { entryId: 'E1', staffId: 'S1', topic: '贷款政策', source: null, note: null };
const log = (from: string, to: string, day = '2026-03-02', lastDay = day): LogStudy => ({
  type: 'LogStudy',
  data: {
    ...{ ...entry, startedAt: `${day}T${from}:00+08:00`, endedAt: `${lastDay}T${to}:00+08:00` },
    ...{ now: NOW, timeZone: 'Asia/Shanghai' },
  },
});
const logged = (from: string, to: string, countedMinutes: number, day = '2026-03-02', lastDay = day) =>
  StudyLogged.of({
    ...{ ...entry, startedAt: `${day}T${from}:00+08:00`, endedAt: `${lastDay}T${to}:00+08:00` },
    ...{ businessDate: day, countedMinutes, loggedAt: NOW },
  });

describe('rule 16: study', () => {
  specify(studyDecider, {
    'is logged with the minutes that it adds': { when: log('09:00', '10:00'), then: [logged('09:00', '10:00', 60)] },
    'counts an overlap once': {
      given: [logged('09:00', '10:00', 60)],
      when: log('09:30', '10:30'),
      then: [logged('09:30', '10:30', 30)],
    },
    'counts at most 480 minutes a day': {
      given: [logged('08:00', '15:00', 420)],
      when: log('15:00', '17:00'),
      then: [logged('15:00', '17:00', 60)],
    },
    'may end at midnight': {
      when: log('23:00', '00:00', '2026-02-27', '2026-02-28'),
      then: [logged('23:00', '00:00', 60, '2026-02-27', '2026-02-28')],
    },
    'does not end before it begins': { when: log('10:00', '09:00'), then: 'STUDY_ENDS_BEFORE_START' },
    'takes some time': { when: log('10:00', '10:00'), then: 'STUDY_ENDS_BEFORE_START' },
    'is over': { when: log('17:00', '18:01'), then: 'STUDY_IN_FUTURE' },
    'lies in one business day': {
      when: log('23:00', '01:00', '2026-02-27', '2026-02-28'),
      then: 'STUDY_SPANS_DAYS',
    },
    'of long ago is not logged': { when: log('09:00', '10:00', '2026-01-30'), then: 'STUDY_LONG_AGO' },
  });
});
