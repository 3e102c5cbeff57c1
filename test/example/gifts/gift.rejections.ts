import { defineRejections } from '@hengxin/event-sourcing';

/** Why a gift is not recorded. */
export const giftRejections = defineRejections({
  GIFT_IN_FUTURE: {
    field: ['input', 'deliveredOn'],
    en: '{deliveredOn} is still to come; it is {today} today. Record a gift once it has been handed over.',
    zh: '{deliveredOn} 尚未到来，今天是 {today}。请在礼品送达后再记录。',
  },
});
