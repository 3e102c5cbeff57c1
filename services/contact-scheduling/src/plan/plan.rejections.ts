import { defineRejections } from '@hengxin/event-sourcing';

/** Every refusal of contact-scheduling: its code, the field at fault, and a sentence in both languages. */
export const planRejections = defineRejections({
  PLAN_ITEM_UNKNOWN: {
    field: ['input', 'planItemId'],
    en: 'You have no plan item {planItemId}. Take the id from `myDay`.',
    zh: '您没有计划项 {planItemId}。请使用 `myDay` 返回的编号。',
  },
  PLAN_ITEM_ALREADY_DONE: {
    field: ['input', 'planItemId'],
    en: 'Plan item {planItemId} is done: a contact of {doneAt} did it. Nothing is left to change.',
    zh: '计划项 {planItemId} 已完成（{doneAt} 的联系），无需再更改。',
  },
  PLAN_ITEM_ALREADY_DEFERRED: {
    field: ['input', 'planItemId'],
    en: 'Plan item {planItemId} was already put off to {to}; the client comes back into the plan of that day.',
    zh: '计划项 {planItemId} 已推迟到 {to}，该客户届时会重新列入计划。',
  },
  PLAN_ITEM_ALREADY_SKIPPED: {
    field: ['input', 'planItemId'],
    en: 'Plan item {planItemId} was already skipped.',
    zh: '计划项 {planItemId} 已跳过。',
  },
  PLAN_ITEM_ALREADY_CANCELLED: {
    field: ['input', 'planItemId'],
    en: 'Plan item {planItemId} fell away: no consent of the client is left, you are on leave that day, the leave you covered is over, or someone else keeps the client and has the item in their plan.',
    zh: '计划项 {planItemId} 已取消：客户已无有效同意，您当日休假，代班已结束，或客户已移交他人，计划项随之转入对方的计划。',
  },
  DEFER_DATE_NOT_LATER: {
    field: ['input', 'to'],
    en: 'An item of {date} can’t be put off to {to}. Choose a day after both it and today, {today}.',
    zh: '{date} 的计划项不能推迟到 {to}。请选择晚于该日且晚于今天（{today}）的日期。',
  },
  PLAN_DATE_IN_PAST: {
    field: ['input', 'date'],
    en: 'The plan of {date} is over; clients can be added to the plan of today, {today}, or of a later day.',
    zh: '{date} 的计划已结束，只能添加到今天（{today}）或以后的计划中。',
  },
  PLAN_DATE_ON_LEAVE: {
    field: ['input', 'date'],
    en: 'You are on leave on {date}, and your plan of that day is empty. Choose another day, or cancel the leave.',
    zh: '您在 {date} 休假，当日计划为空。请另选日期，或取消休假。',
  },
  CLIENT_NOT_KEPT: {
    field: ['input', 'clientId'],
    en: 'You keep no client {clientId} on {date}. Check the id; only your own clients can be added to your plan.',
    zh: '您在 {date} 并不维护客户 {clientId}。请核对编号；只能将自己的客户加入计划。',
  },
  CLIENT_ALREADY_IN_PLAN: {
    field: ['input', 'clientId'],
    en: 'Client {clientId} already stands in your plan of {date}.',
    zh: '客户 {clientId} 已在您 {date} 的计划中。',
  },
  NO_CONSENTED_CHANNEL: {
    field: ['input', 'clientId'],
    en: 'Client {clientId} allows no way to be contacted for service on {date}. Record a consent first.',
    zh: '客户 {clientId} 在 {date} 没有可用于服务联系的有效同意渠道。请先登记同意。',
  },
  PLANS_NOT_OF_TODAY: {
    field: ['input', 'date'],
    en: 'Plans of {date} are not drawn today, {today}: they would rest on other facts than at the first look. Give today.',
    zh: '今天是 {today}，不能生成 {date} 的计划：届时依据的数据会有所不同。请填写今天的日期。',
  },
  PLAN_NOT_READY: {
    field: [],
    en: 'Facts are still being taken in. Plans are drawn and added to once all of them have arrived here: ask again in a few seconds.',
    zh: '数据仍在接收中。计划需待全部数据到达后才能生成或添加，请几秒后重试。',
  },
});

export type PlanRejection = (keyof typeof planRejections.texts & string) | 'DATE_OUTSIDE_CALENDAR';
