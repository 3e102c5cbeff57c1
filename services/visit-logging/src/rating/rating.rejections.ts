import { defineRejections } from '@hengxin/event-sourcing';

/** Why a client is not asked, or a rating not taken. What a client reads says nothing of any visit. */
export const ratingRejections = defineRejections({
  RATING_GIVEN: {
    field: ['input', 'visitId'],
    en: 'Visit {visitId} was rated at {ratedAt}. A client is asked once.',
    zh: '拜访 {visitId} 已于 {ratedAt} 评价，每次拜访只评价一次。',
  },
  RATING_LINK_INVALID: {
    field: ['token'],
    en: 'This link is not valid. Open it as it was sent, or ask for a new one.',
    zh: '链接无效。请按收到的原链接打开，或索取新链接。',
  },
  RATING_LINK_USED: {
    field: ['token'],
    en: 'This link has been used. Thank you for your rating.',
    zh: '该链接已使用，感谢您的评价。',
  },
  RATING_LINK_EXPIRED: {
    field: ['token'],
    en: 'This link was good for {days} days, which are over. Ask for a new one.',
    zh: '链接有效期为 {days} 天，现已过期。请索取新链接。',
  },
});
