import { defineRejections } from '@hengxin/event-sourcing';

/** Why a question about holdings is not answered. */
export const questionRejections = defineRejections({
  BALANCE_DAYS: {
    field: ['to'],
    en: '{from} to {to} are {days} days. Ask for 1 to {most}, `from` not after `to`.',
    zh: '{from} 至 {to} 共 {days} 天。每次可查 1 至 {most} 天，且 `from` 不得晚于 `to`。',
  },
});
