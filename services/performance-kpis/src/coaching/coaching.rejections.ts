import { defineRejections } from '@hengxin/event-sourcing';

/** Why a reply to a notice is not taken. */
export const coachingRejections = defineRejections({
  NOTICE_UNKNOWN: {
    field: ['input', 'noticeId'],
    en: 'No notice {id} is known below you. `coachingNotices` lists those there are.',
    zh: '在您的管辖范围内未找到提示函 {id}。已有提示函请查询 `coachingNotices`。',
  },
  NOTICE_ALREADY_REPLIED: {
    field: ['input', 'noticeId'],
    en: 'This notice was replied to on {repliedOn}. A notice has one reply.',
    zh: '该提示函已于 {repliedOn} 回复。每份提示函只回复一次。',
  },
});
