import { defineRejections } from '@hengxin/event-sourcing';

/** Refusals that the gateway and the services answer with alike. */
export const processRejections = defineRejections({
  ISSUER_UNAVAILABLE: {
    field: [],
    en: 'Tokens cannot be checked at the moment, since their issuer does not answer: try again shortly.',
    zh: '令牌签发方暂时无法访问，无法校验令牌：请稍后再试。',
  },
  SUBSCRIBER_TOO_SLOW: {
    field: [],
    en: 'Events came faster than they were taken; some are lost here: read what you missed and subscribe again.',
    zh: '事件到达快于接收，部分已丢失：请先查询遗漏的数据，再重新订阅。',
  },
  CLOCK_RUNS_FORWARD: {
    field: ['now'],
    en: 'The demo clock only moves forward: it stands at {now}.',
    zh: '演示时钟只能前进：当前为 {now}。',
  },
});
