import { defineRejections } from '@hengxin/event-sourcing';

/** What the caller should know of a command that was carried out all the same. */
export const clientWarnings = defineRejections({
  PORTFOLIO_LARGE: {
    field: ['input', 'rmId'],
    en: '{rmId} now keeps {size} clients; above {limit} not everyone can be contacted often enough.',
    zh: '{rmId} 现维护 {size} 位客户；超过 {limit} 位后难以保证对每位客户的联系频次。',
  },
  PORTFOLIOS_LARGE: {
    field: ['rm_id'],
    en: 'Relationship managers who keep more than {limit} clients ({count}): {named}. Above {limit} not everyone can be contacted often enough.',
    zh: '维护客户超过 {limit} 位的客户经理（{count} 位）：{named}。超过 {limit} 位后难以保证对每位客户的联系频次。',
  },
});
