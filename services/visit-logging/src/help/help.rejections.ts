import { defineRejections } from '@hengxin/event-sourcing';

/** Why help is not asked for, answered or closed. */
export const helpRejections = defineRejections({
  HELP_UNKNOWN: {
    field: ['input', 'helpRequestId'],
    en: 'No help request {helpId} of yours, or addressed to you, is known. Check the id in `helpRequests`.',
    zh: '未找到由您提出或请您答复的求助 {helpId}。请在 `helpRequests` 中核对编号。',
  },
  HELP_SETTLED: {
    field: ['input', 'helpRequestId'],
    en: 'Help request {helpId} is {state}, and stays so. Ask again where help is still needed.',
    zh: '求助 {helpId} 的状态为 {state}，不再变更。如仍需帮助，请重新提出。',
  },
  HELP_NOT_ACCEPTED: {
    field: ['input', 'helpRequestId'],
    en: 'Nobody has accepted help request {helpId} yet. Wait for an answer, or withdraw it.',
    zh: '求助 {helpId} 尚未被接受。请等待答复，或撤回。',
  },
  HELP_CLIENT_NOT_KEPT: {
    field: ['input', 'clientId'],
    en: 'A helper sees client {clientId}, and you do not keep it. Let its relationship manager, or a head above, ask.',
    zh: '协助人将可查看客户 {clientId}，而该客户不在您名下。请由其客户经理或上级负责人提出求助。',
  },
  HELP_PEER_UNKNOWN: {
    field: ['input', 'peerId'],
    en: '{peerId} is no colleague who could help: name another relationship manager or head at work today.',
    zh: '{peerId} 不是可以协助的同事：请填写今日在岗的其他客户经理或负责人。',
  },
  HELP_VISIT_FOREIGN: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} is none of yours with this client. Name one of yours, or leave it out.',
    zh: '{visitId} 不是您对该客户的拜访。请填写您的拜访，或省略。',
  },
  HELP_TEXT_MISSING: {
    field: ['input', 'text'],
    en: 'Say in a few words what help is needed.',
    zh: '请简述需要什么帮助。',
  },
});
