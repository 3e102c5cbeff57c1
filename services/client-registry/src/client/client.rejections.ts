import { defineRejections } from '@hengxin/event-sourcing';

/** Every refusal of the client registry: its code, the field at fault, and a sentence in both languages. */
export const clientRejections = defineRejections({
  CLIENT_UNKNOWN: {
    field: ['input', 'clientId'],
    en: 'No client {clientId} is known to you. Check the id, or register the client first.',
    zh: '未找到您可见的客户 {clientId}。请核对编号，或先登记该客户。',
  },
  CLIENT_ALREADY_REGISTERED: {
    field: ['input', 'id'],
    en: 'Client {clientId} is already registered. Change its profile instead, or choose another id.',
    zh: '客户 {clientId} 已经登记。请修改其资料，或使用其他编号。',
  },
  BIRTHDAY_INVALID: {
    field: ['input', 'birthday'],
    en: 'There is no such birthday: month {month}, day {day} of the {calendar} calendar. Give a day that the month has.',
    zh: '{calendar} 历中没有 {month} 月 {day} 日这一天。请填写该月实际存在的日期。',
  },
  BIRTHDAY_IN_FUTURE: {
    field: ['input', 'birthday', 'year'],
    en: 'A birthday in {year} is still to come. Give the year of birth, or leave it out.',
    zh: '出生年份 {year} 尚未到来。请填写出生年份，或留空。',
  },
  CONSENT_DECIDED_IN_FUTURE: {
    field: ['input', 'decidedAt'],
    en: 'The client cannot have decided at {decidedAt}, which is still to come. Give the moment of the decision.',
    zh: '客户作出决定的时间 {decidedAt} 尚未到来。请填写实际决定时间。',
  },
  CONSENT_EXPIRES_BEFORE_DECISION: {
    field: ['input', 'expiresOn'],
    en: 'The consent would expire on {expiresOn}, before it was given on {decidedOn}. Give a later last day, or none.',
    zh: '同意的到期日 {expiresOn} 早于作出同意的日期 {decidedOn}。请填写更晚的到期日，或留空。',
  },
  CONSENT_GIVEN_TWICE: {
    field: ['input', 'consents'],
    en: 'The list names {channel} for {purpose} twice. Name each channel once for a purpose.',
    zh: '列表中 {channel} 渠道的 {purpose} 用途出现了两次。每个渠道的每种用途只能出现一次。',
  },
  WITHDRAWAL_CANNOT_EXPIRE: {
    field: ['input', 'expiresOn'],
    en: 'A withdrawal holds until the client consents again; it has no last day. Leave expiresOn out.',
    zh: '撤回在客户再次同意之前一直有效，没有到期日。请不要填写 expiresOn。',
  },
  RM_UNKNOWN: {
    field: ['input', 'rmId'],
    en: 'No member of staff {rmId} is known, or they are not there on the day of the assignment: not yet, or not any more. Check the id and the day.',
    zh: '未找到员工 {rmId}，或其在分配日期尚未到岗或已离岗。请核对编号和日期。',
  },
  RM_ROLE_REQUIRED: {
    field: ['input', 'rmId'],
    en: '{rmId} is not a relationship manager ({role}). A client is kept by a relationship manager.',
    zh: '{rmId} 不是客户经理（角色为 {role}）。客户只能由客户经理维护。',
  },
  RM_OUT_OF_SCOPE: {
    field: ['input', 'rmId'],
    en: '{rmId} is not one of the relationship managers you may give clients to.',
    zh: '您无权将客户分配给 {rmId}。',
  },
  CLIENT_ASSIGNED_TWICE: {
    field: ['input', 'rmId'],
    en: 'Client {clientId} is already assigned to {currentRmId} from {from}. One relationship manager at a time: hand over from a later day.',
    zh: '客户 {clientId} 自 {from} 起已分配给 {currentRmId}。同一时间只能有一位客户经理：请从更晚的日期移交。',
  },
  HANDOVER_NOT_LATER: {
    field: ['input', 'from'],
    en: 'Client {clientId} is assigned to {currentRmId} from {currentFrom}; a handover must start on a later day than that, not on {from}.',
    zh: '客户 {clientId} 自 {currentFrom} 起由 {currentRmId} 维护；移交日期必须晚于该日，不能是 {from}。',
  },
  PORTFOLIO_FULL: {
    field: ['input', 'rmId'],
    en: '{rmId} keeps {size} clients; more than {limit} are not allowed. Choose another relationship manager, or hand some over first.',
    zh: '{rmId} 已维护 {size} 位客户，上限为 {limit} 位。请选择其他客户经理，或先移交部分客户。',
  },
  HANDOVER_TO_ONESELF: {
    field: ['input', 'toRmId'],
    en: '{rmId} keeps these clients already. Name another relationship manager.',
    zh: '{rmId} 已在维护这些客户。请选择其他客户经理。',
  },
  HANDOVER_EMPTY: {
    field: ['input', 'clientIds'],
    en: 'There is no client of {rmId} to hand over. Name at least one client.',
    zh: '{rmId} 名下没有可移交的客户。请至少选择一位客户。',
  },
  CLIENT_NOT_KEPT: {
    field: ['input', 'clientIds'],
    en: 'Client {clientId} is not kept by {rmId}, or is to go to somebody else. Leave the client out.',
    zh: '客户 {clientId} 不由 {rmId} 维护，或已安排移交他人。请从名单中移除该客户。',
  },
  SEARCH_TEXT_INVALID: {
    field: ['text'],
    en: 'There is nothing to look for. Type 1 to {limit} characters in one line.',
    zh: '没有可搜索的内容。请在一行内输入 1 至 {limit} 个字符。',
  },
  SEGMENT_TOO_WIDE: {
    field: ['filter'],
    en: 'This would look into more than {limit} portfolios. Name a unit or a relationship manager in the filter.',
    zh: '该条件需要查看超过 {limit} 位客户经理名下的客户。请在条件中指定机构或客户经理。',
  },
  PART_NOT_OF_CLIENT: {
    field: ['input', 'part'],
    en: '{part} is no part of a client: the goal belongs to a visit. Confirm one of the six parts of the client.',
    zh: '{part} 不属于客户资料：目标属于拜访。请确认客户的六个部分之一。',
  },
  CLIENT_DATE_INVALID: {
    field: ['input', 'day'],
    en: 'There is no such day: year {year}, month {month}, day {day} of the {calendar} calendar. Give a day that the month has.',
    zh: '{calendar} 历 {year} 年 {month} 月没有 {day} 日这一天。请填写该月实际存在的日期。',
  },
  CLIENT_DATE_UNKNOWN: {
    field: ['input', 'dateId'],
    en: 'The client has no date {dateId}. Read the dates of the client again.',
    zh: '该客户没有编号为 {dateId} 的日期。请重新读取客户的日期。',
  },
  CLIENT_DATES_FULL: {
    field: ['input', 'dateId'],
    en: 'A client has {limit} dates at most. Remove one that does not matter any more.',
    zh: '每位客户最多记录 {limit} 个日期。请先删除不再需要的日期。',
  },
  LINK_NEEDS_ONE: {
    field: ['input', 'otherClientId'],
    en: 'Name either another client or an outsider by name, and not both.',
    zh: '请填写另一位客户的编号，或填写行外人员的姓名，二者只能填其一。',
  },
  LINKED_TO_ONESELF: {
    field: ['input', 'otherClientId'],
    en: 'Client {clientId} cannot be linked to itself. Name another client.',
    zh: '客户 {clientId} 不能与自己建立关系。请填写另一位客户。',
  },
  ALREADY_LINKED: {
    field: ['input', 'relation'],
    en: 'They are linked as {relation} already. Unlink them first, or give another relation.',
    zh: '二者已存在 {relation} 关系。请先解除该关系，或选择其他关系。',
  },
  CIRCLE_FULL: {
    field: ['input', 'clientId'],
    en: 'A circle has {limit} links at most. Unlink somebody who does not matter any more.',
    zh: '每位客户最多记录 {limit} 个关系人。请先解除不再需要的关系。',
  },
  LINK_UNKNOWN: {
    field: ['input', 'linkId'],
    en: 'The client has no link {linkId}. Read the circle of the client again.',
    zh: '该客户没有编号为 {linkId} 的关系。请重新读取客户的关系圈。',
  },
});

export type ClientRejection = (keyof typeof clientRejections.texts & string) | 'DATE_OUTSIDE_CALENDAR';
