import { defineRejections } from '@hengxin/event-sourcing';

/** What is wrong with a cell of a clients file, beside what can be wrong with any cell. */
export const clientRowRejections = defineRejections({
  BIRTHDAY_MALFORMED: {
    field: ['birthday'],
    en: 'Expected a birthday as 1968-08-15 or lunar:1968-08-15.',
    zh: '生日应写作 1968-08-15 或 lunar:1968-08-15。',
  },
  CONSENT_MALFORMED: {
    field: ['consents'],
    en: 'Expected consents as PHONE/SERVICE or WECHAT/MARKETING@2027-01-31, separated by `;`. Channels: {channels}. Purposes: {purposes}.',
    zh: '同意应写作 PHONE/SERVICE 或 WECHAT/MARKETING@2027-01-31，以 `;` 分隔。渠道：{channels}。用途：{purposes}。',
  },
  RM_MISSING: {
    field: ['rm_id'],
    en: 'assigned_from says since when, but rm_id does not say who. Fill in both, or neither.',
    zh: 'assigned_from 给出了日期，但 rm_id 未说明由谁维护。请同时填写，或都留空。',
  },
});
