import { defineRejections } from '@hengxin/event-sourcing';

/** Why a contact is not logged. */
export const contactRejections = defineRejections({
  CLIENT_UNKNOWN: {
    field: ['input', 'clientId'],
    en: 'No client {clientId} is known to you. Check the id; a client of somebody else has to be handed over or covered first.',
    zh: '未找到您可见的客户 {clientId}。请核对编号；他人名下的客户须先移交或代管。',
  },
  CONSENT_MISSING: {
    field: ['input', 'channel'],
    en: 'Client {clientId} had given no valid consent to be served over {channel} when the contact started, at {startedAt}. Record the consent with the moment at which it was given, or use a channel with consent.',
    zh: '联系开始时（{startedAt}），客户 {clientId} 尚未给予通过 {channel} 提供服务的有效同意。请按实际给予的时间记录同意，或改用已获同意的渠道。',
  },
  CONTACT_IN_FUTURE: {
    field: ['input', 'startedAt'],
    en: '{moment} is still to come; it is {now} now. Log a contact once it is over.',
    zh: '{moment} 尚未到来，现在是 {now}。请在联系结束后再记录。',
  },
  CONTACT_ENDS_BEFORE_START: {
    field: ['input', 'endedAt'],
    en: 'The contact ends at {endedAt}, before it starts at {startedAt}. Give an end that is not before the start.',
    zh: '结束时间 {endedAt} 早于开始时间 {startedAt}。请填写不早于开始的结束时间。',
  },
  CONTACT_LOGGED_BEFORE_END: {
    field: ['logged_at'],
    en: 'The contact was logged at {loggedAt}, before it ended at {endedAt}. Give a moment that is not before the end, or leave logged_at empty.',
    zh: '记录时间 {loggedAt} 早于结束时间 {endedAt}。请填写不早于结束的记录时间，或将 logged_at 留空。',
  },
  CONTACT_TOO_LONG: {
    field: ['input', 'endedAt'],
    en: 'The contact would have lasted more than {hours} hours. Check start and end.',
    zh: '该联系持续超过 {hours} 小时。请核对开始与结束时间。',
  },
  FOLLOW_UP_NOT_AHEAD: {
    field: ['input', 'followUpOn'],
    en: 'The follow-up on {followUpOn} is not ahead: the contact took place on {day}. Give a day after that one.',
    zh: '跟进日期 {followUpOn} 不在联系当日（{day}）之后。请填写联系当日之后的日期。',
  },
  PLAN_ITEM_UNKNOWN: {
    field: ['input', 'planItemId'],
    en: 'Plan item {planItemId} is not an item of yours for this client. Use an item of your own day, or leave it out.',
    zh: '计划项 {planItemId} 不是您针对该客户的计划项。请使用您当日的计划项，或省略。',
  },
  TOPICS_WITHOUT_TALK: {
    field: ['input', 'topics'],
    en: 'Nobody was talked to by {channel} with the outcome {outcome}, so no topic can have been. Leave the topics out, or correct the outcome.',
    zh: '{channel} 的结果为 {outcome}，并未与客户交谈，不能记录话题。请去掉话题，或更正结果。',
  },
  TOPIC_TWICE: {
    field: ['input', 'topics'],
    en: 'Topic {place} of the list stands in it before. Name each topic once, with one reaction.',
    zh: '第 {place} 个话题与前面的重复。每个话题只填一次，并给出一种反应。',
  },
  CONTACT_DIFFERS: {
    field: ['contact_id'],
    en: 'Contact {contactId} is already stored with another content. A contact is a fact and does not change: use another id.',
    zh: '联系 {contactId} 已保存且内容不同。联系是既成事实，不可更改：请使用其他编号。',
  },
  STAFF_UNKNOWN_HERE: {
    field: ['staff_id'],
    en: 'No member of staff {staffId} is known. Import the staff file first, or check the id.',
    zh: '未找到员工 {staffId}。请先导入员工文件，或核对编号。',
  },
  CLIENT_NOT_IMPORTED: {
    field: ['client_id'],
    en: 'No client {clientId} is known. Import the clients file first, or check the id.',
    zh: '未找到客户 {clientId}。请先导入客户文件，或核对编号。',
  },
});
