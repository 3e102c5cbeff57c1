import { defineRejections } from '@hengxin/event-sourcing';

/** Why a message of the feed is not taken, beside what is wrong with its row. */
export const feedRejections = defineRejections({
  HOLDINGS_MESSAGE_KEY: {
    field: ['key'],
    en: 'The key of the message is not its client_id: rows of one client would come in any order.',
    zh: '消息的键不是其 client_id：同一客户的各行将失去先后次序。',
  },
});
