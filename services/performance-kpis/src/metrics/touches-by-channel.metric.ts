import type { Channel } from '@hengxin/contracts';
import { measure } from './measure.js';
import { metric } from './metric.js';

const over = <const Name extends string>(name: Name, channel: Channel) =>
  measure(name, 'TOUCH', { subject: 'touch', value: (touch) => (touch.channel === channel ? 1 : 0) });

const touchesOver = <const Code extends `TOUCHES_${Channel}`>(
  code: Code,
  of: ReturnType<typeof over>,
  names: { readonly en: string; readonly zh: string },
) =>
  metric(code, {
    group: 'CLIENT',
    direction: 'HIGHER_IS_BETTER',
    rule: 5,
    name: names,
    summary: `Touches over the channel ${code.slice('TOUCHES_'.length)}.`,
    summaryZh: `${names.zh}次数。`,
    formula: { kind: 'count', of },
    drillDown: code,
    isRestated: true,
  });

export const touchesPhone = over('touches_phone', 'PHONE');
export const touchesSms = over('touches_sms', 'SMS');
export const touchesWechat = over('touches_wechat', 'WECHAT');
export const touchesWechatGroup = over('touches_wechat_group', 'WECHAT_GROUP');
export const touchesEmail = over('touches_email', 'EMAIL');
export const touchesVisit = over('touches_visit', 'VISIT');

export const TOUCHES_PHONE = touchesOver('TOUCHES_PHONE', touchesPhone, { en: 'Touches by phone', zh: '电话触达' });
export const TOUCHES_SMS = touchesOver('TOUCHES_SMS', touchesSms, { en: 'Touches by SMS', zh: '短信触达' });
export const TOUCHES_WECHAT = touchesOver('TOUCHES_WECHAT', touchesWechat, {
  en: 'Touches by WeChat',
  zh: '微信触达',
});
export const TOUCHES_WECHAT_GROUP = touchesOver('TOUCHES_WECHAT_GROUP', touchesWechatGroup, {
  en: 'Touches in WeChat groups',
  zh: '微信群触达',
});
export const TOUCHES_EMAIL = touchesOver('TOUCHES_EMAIL', touchesEmail, { en: 'Touches by email', zh: '邮件触达' });
export const TOUCHES_VISIT = touchesOver('TOUCHES_VISIT', touchesVisit, { en: 'Touches in person', zh: '面访触达' });
