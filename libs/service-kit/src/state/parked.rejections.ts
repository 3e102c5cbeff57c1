import { defineRejections } from '@hengxin/event-sourcing';
import { registerRejections } from '../catalogue/catalogue.js';

/** Refusals of orders about parked events, by any service. */
export const parkedRejections = registerRejections(
  'every service',
  defineRejections({
    EVENT_NOT_PARKED: {
      field: ['input', 'eventId'],
      en: 'No event of this id is parked here: it was taken or skipped meanwhile, or another consumer or service holds it.',
      zh: '此处没有该编号的滞留事件：它可能已被处理或跳过，或属于其他订阅服务或其他服务。',
    },
    EVENT_NOT_AT_FAULT: {
      field: ['input', 'eventId'],
      en: 'Nothing is wrong with this event: it only waits behind an earlier one of its key. Skip that one.',
      zh: '该事件本身没有问题，只是在等待同一键的更早事件。请跳过那个更早的事件。',
    },
  }),
);
