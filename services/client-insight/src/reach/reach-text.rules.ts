import type { Channel, Reach } from '@hengxin/contracts';

type Language = 'zh' | 'en';

const OVER: Readonly<Record<Channel, Readonly<Record<Language, string>>>> = {
  PHONE: { zh: '电话', en: 'By phone' },
  SMS: { zh: '短信', en: 'By SMS' },
  WECHAT: { zh: '微信', en: 'By WeChat' },
  WECHAT_GROUP: { zh: '微信群', en: 'In a WeChat group' },
  EMAIL: { zh: '邮件', en: 'By email' },
  VISIT: { zh: '面访', en: 'In person' },
};

/** When and how a client answers, as a sentence to read out. */
export function reachText({ channel, fromHour, toHour, answered, tried }: Reach, language: Language): string {
  return language === 'zh'
    ? `${OVER[channel].zh}，${fromHour} 点至 ${toHour} 点：${tried} 次联系中有 ${answered} 次得到回应。`
    : `${OVER[channel].en}, from ${fromHour}:00 to ${toHour}:00: answered ${answered} of ${tried} times.`;
}
