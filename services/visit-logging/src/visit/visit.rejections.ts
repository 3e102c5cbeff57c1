import { defineRejections } from '@hengxin/event-sourcing';

/** Why a visit is not planned, begun, ended or reviewed. */
export const visitRejections = defineRejections({
  VISIT_UNKNOWN: {
    field: ['input', 'visitId'],
    en: 'No visit {visitId} of yours is known. Check the id; only the one whose visit it is may change it.',
    zh: '未找到您的拜访 {visitId}。请核对编号；只有该拜访的负责人可以更改。',
  },
  VISIT_DAY_PAST: {
    field: ['input', 'plannedOn'],
    en: '{plannedOn} lies more than {days} days back; it is {today} today. Log what took place then with logContact.',
    zh: '{plannedOn} 早于今天（{today}）超过 {days} 天。当时发生的拜访请用 logContact 记录。',
  },
  VISIT_HOUR_OUTSIDE_DAY: {
    field: ['input', 'plannedAt'],
    en: '{plannedAt} does not lie on {plannedOn}. Give a moment of that day, or leave it out.',
    zh: '{plannedAt} 不在 {plannedOn} 当日。请填写当日的时间，或省略。',
  },
  VISIT_CLIENT_WANTS_NO_CONTACT: {
    field: ['input', 'clientId'],
    en: 'Client {clientId} wants no contact. Visit the client once the client has taken that back.',
    zh: '客户 {clientId} 要求不被联系。请在客户撤回该要求后再拜访。',
  },
  PARTICIPANT_UNKNOWN: {
    field: ['input', 'participantIds'],
    en: '{staffId} cannot go along: name other members of staff who work on that day, each once.',
    zh: '{staffId} 不能同行：请填写当日在岗的其他员工，每人一次。',
  },
  GOAL_WITHOUT_MEASURE: {
    field: ['input', 'goal'],
    en: 'The goal says neither a number to reach nor, in at least {characters} characters, what is to be reached. Give a target or a sentence.',
    zh: '目标既无可达成的数值，也没有至少 {characters} 个字的说明。请填写数值或一句话。',
  },
  VISIT_ALREADY_STARTED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} has already started, at {startedAt}.',
    zh: '拜访 {visitId} 已于 {startedAt} 开始。',
  },
  VISIT_NOT_STARTED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} has not started. Start it first.',
    zh: '拜访 {visitId} 尚未开始，请先开始拜访。',
  },
  VISIT_ALREADY_ENDED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} is already over: it ended at {endedAt}.',
    zh: '拜访 {visitId} 已于 {endedAt} 结束。',
  },
  VISIT_NOT_ENDED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} is not over. End it first.',
    zh: '拜访 {visitId} 尚未结束，请先结束拜访。',
  },
  VISIT_ALREADY_REVIEWED: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} was already reviewed, at {reviewedAt}.',
    zh: '拜访 {visitId} 已于 {reviewedAt} 复盘。',
  },
  VISIT_CALLED_OFF: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} did not take place: it was called off, or nobody was there. Plan another one.',
    zh: '拜访 {visitId} 未进行：已取消或客户未到。请另行计划。',
  },
  VISIT_IN_FUTURE: {
    field: ['input', 'startedAt'],
    en: '{startedAt} is still to come; it is {now} now. Start a visit when it begins.',
    zh: '{startedAt} 尚未到来，现在是 {now}。请在拜访开始时再操作。',
  },
  // Its words repeat nothing of what was told: a refusal is kept.
  DISTRICT_TOO_CLOSE: {
    field: ['input', 'district'],
    en: 'This says more than a district: coordinates, or a house. Give the district of the town alone, or leave it out.',
    zh: '所填内容比区县更精确：含有坐标或门牌号。请只填写区县，或留空。',
  },
  VISIT_UNDER_WAY: {
    field: ['input', 'visitId'],
    en: 'Your visit {otherVisitId} is under way. End it first: nobody is on two visits at once.',
    zh: '您的拜访 {otherVisitId} 正在进行。请先结束：不能同时进行两次拜访。',
  },
  VISIT_NOT_PREPARED: {
    field: ['input', 'overrideReason'],
    en: 'The visit is not prepared: {score} of 7 parts are fresh, {required} and a goal are needed. Prepare it, or say why it starts all the same.',
    zh: '拜访准备不足：7 项中有 {score} 项为最新，需至少 {required} 项并设定目标。请补充准备，或说明仍要开始的原因。',
  },
  CHECKLIST_ITEM_UNKNOWN: {
    field: ['input', 'checklist'],
    en: 'The checklist of version {version} has no item {item}. Ask for `visitChecklist`.',
    zh: '第 {version} 版清单中没有 {item}。请查询 `visitChecklist`。',
  },
  FINDINGS_CONTRADICT: {
    field: ['input', 'findings'],
    en: 'NONE says that nothing was found. Give it alone, or leave it out.',
    zh: 'NONE 表示没有发现。请单独填写，或将其去掉。',
  },
  FINDING_WITHOUT_TEXT: {
    field: ['input', 'findings'],
    en: 'A finding of kind {kind} says nothing. Say in a few words what the client told, or give NONE.',
    zh: '{kind} 类发现没有内容。请简述客户所说，或填写 NONE。',
  },
  REVIEW_REASON_MISSING: {
    field: ['input', 'reasons'],
    en: 'The goal was not wholly met. Give at least one reason.',
    zh: '目标未完全达成，请至少选择一个原因。',
  },
  REVIEW_TOPIC_MISSING: {
    field: ['input', 'nextTopic'],
    en: 'The goal was not wholly met. Say what to talk about next.',
    zh: '目标未完全达成，请填写下次谈什么。',
  },
  REVIEW_DATE_MISSING: {
    field: ['input', 'nextOn'],
    en: 'The goal was not wholly met. Give the day of the next contact; it becomes a promise.',
    zh: '目标未完全达成，请填写下次联系日期，该日期将成为约定。',
  },
  REVIEW_DATE_NOT_AHEAD: {
    field: ['input', 'nextOn'],
    en: 'The next date, {nextOn}, is not ahead: the visit was on {day}. Give a day after that one.',
    zh: '下次日期 {nextOn} 不在拜访当日（{day}）之后。请填写之后的日期。',
  },
  CREDIT_NOT_WHOLE: {
    field: ['input', 'shares'],
    en: 'The shares sum to {percent} %. Give whole percents of each person once that sum to 100.',
    zh: '各份额合计为 {percent}%。请为每人各填一次整数百分比，合计为 100。',
  },
  CREDIT_OF_STRANGER: {
    field: ['input', 'shares'],
    en: '{staffId} took no part in the visit. Share its credit among those who went, and who helped.',
    zh: '{staffId} 未参与该拜访。请在同行人与协助人之间分配业绩。',
  },
  REASONS_PERIOD_START: {
    field: ['period', 'start'],
    en: '{start} is not the first day of a {grain}. The one that holds it starts on {first}.',
    zh: '{start} 不是 {grain} 周期的第一天。包含该日的周期始于 {first}。',
  },
});
