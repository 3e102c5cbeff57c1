import { defineRejections } from '@hengxin/event-sourcing';

/** Why a group stays as it is, or a post to it is not taken. */
export const groupRejections = defineRejections({
  GROUP_UNKNOWN: {
    field: ['input', 'groupId'],
    en: 'You have no group {groupId}. Read your groups again.',
    zh: '您没有编号为 {groupId} 的群。请重新读取您的群。',
  },
  GROUP_CHANNEL: {
    field: ['input', 'channel'],
    en: 'There are no groups over {channel}. Choose WECHAT_GROUP.',
    zh: '{channel} 渠道不支持建群。请选择 WECHAT_GROUP。',
  },
  GROUPS_FULL: {
    field: ['input', 'name'],
    en: 'You have {limit} groups already, and nobody has more.',
    zh: '您已有 {limit} 个群，达到上限。',
  },
  GROUP_FULL: {
    field: ['input', 'add'],
    en: 'The group would have {size} members, and {limit} are the most. Add fewer, or make another group.',
    zh: '群成员将达到 {size} 位，上限为 {limit} 位。请减少添加人数，或另建一个群。',
  },
  GROUP_MEMBER_BOTH: {
    field: ['input', 'remove'],
    en: 'Client {clientId} is to come and to go at once. Name a client in one of the two lists.',
    zh: '客户 {clientId} 同时出现在添加和移除名单中。每位客户只能出现在其中一个名单。',
  },
  GROUP_CLIENT_UNKNOWN: {
    field: ['input', 'add'],
    en: 'No client {clientId} is known to you. Check the id.',
    zh: '未找到您可见的客户 {clientId}。请核对编号。',
  },
  GROUP_CONSENT_MISSING: {
    field: ['input', 'add'],
    en: 'Client {clientId} does not allow {channel} for SERVICE today. Ask the client, and record the consent first.',
    zh: '客户 {clientId} 目前没有有效的 {channel} 渠道 SERVICE 用途的同意。请先征得客户同意并登记。',
  },
  GROUP_CLIENT_WANTS_NO_CONTACT: {
    field: ['input', 'add'],
    en: 'Client {clientId} wants no contact. Leave the client out.',
    zh: '客户 {clientId} 要求不被联系。请从名单中移除该客户。',
  },
  GROUP_EMPTY: {
    field: ['input', 'groupId'],
    en: 'The group has no member whom a post may reach, or had none then. Add members who allow it first; correct the moment of a post made before.',
    zh: '群内没有（或当时没有）可以接收消息的成员。请先添加已同意的成员；补录以往消息时，请更正其时间。',
  },
  POST_TOO_LONG: {
    field: ['input', 'text'],
    en: 'The text has {bytes} bytes, and the group takes {limit}. Shorten it, or make two posts of it.',
    zh: '文本为 {bytes} 字节，群消息上限为 {limit} 字节。请缩短文本，或分两次发布。',
  },
  POST_IN_FUTURE: {
    field: ['input', 'sentAt'],
    en: 'A post of {sentAt} is still to come; it is {now}. Record it once it was posted, or leave sentAt out.',
    zh: '发布时间 {sentAt} 尚未到来，现在是 {now}。请在发布后再登记，或省略 sentAt。',
  },
});
