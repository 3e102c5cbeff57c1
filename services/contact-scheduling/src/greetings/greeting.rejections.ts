import { defineRejections } from '@hengxin/event-sourcing';

/** Why a list of greetings is not shown, or greetings are not recorded. */
export const greetingRejections = defineRejections({
  FESTIVAL_UNKNOWN: {
    field: ['input', 'date'],
    en: '{festival} is not on {date}. Take festival and date from `greetings`.',
    zh: '{date} 不是节日 {festival}。请使用 `greetings` 返回的节日与日期。',
  },
  GREETINGS_NOT_OPEN: {
    field: ['input', 'date'],
    en: 'The list of {date} opens on {opensOn}; today is {today}. Greet from then on.',
    zh: '{date} 的问候名单于 {opensOn} 开放，今天是 {today}。请届时再问候。',
  },
  GREETINGS_OVER: {
    field: ['input', 'date'],
    en: 'Greetings of {date} can be recorded until {until}; today is {today}. Log a contact instead.',
    zh: '{date} 的问候须在 {until} 前登记，今天是 {today}。请改为记录联系。',
  },
  GREETING_CLIENT_UNKNOWN: {
    field: ['input', 'clientIds'],
    en: 'You keep no client {clientId} today. Take the ids from `greetings`.',
    zh: '您今天并不维护客户 {clientId}。请使用 `greetings` 返回的编号。',
  },
  GREETING_CONSENT_MISSING: {
    field: ['input', 'clientIds'],
    en: 'Client {clientId} allows no service over {channel} today. Leave the client out, or use a channel with consent.',
    zh: '客户 {clientId} 今天没有通过 {channel} 提供服务的有效同意。请移除该客户，或改用已获同意的渠道。',
  },
  GREETED_ALREADY: {
    field: ['input', 'clientIds'],
    en: 'Client {clientId} was greeted on this festival already. Leave the client out.',
    zh: '客户 {clientId} 本次节日已问候过。请移除该客户。',
  },
  GREETINGS_SPAN: {
    field: ['to'],
    en: 'From {from} to {to} are more than {most} days, or none. Ask for a year at most.',
    zh: '{from} 至 {to} 超过 {most} 天，或日期颠倒。每次最多查询一年。',
  },
});

export type GreetingRejection = keyof typeof greetingRejections.texts & string;
