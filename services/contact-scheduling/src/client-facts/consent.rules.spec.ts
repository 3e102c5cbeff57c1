import type { Channel, LatestWords } from '@hengxin/contracts';
import { suggestedChannel } from './consent.rules.js';

const DAY = '2026-03-02';
const granted = (expiresOn: string | null = null) => ({
  granted: true,
  decidedAt: '2026-01-01T09:00:00+08:00',
  expiresOn,
});
const withdrawn = { granted: false, decidedAt: '2026-02-01T09:00:00+08:00', expiresOn: null };

describe('the suggested channel', () => {
  const cases: Record<string, { consents: LatestWords; preferred?: Channel; then: Channel | null }> = {
    'is the preferred one when it is consented': {
      consents: { PHONE: granted(), EMAIL: granted() },
      preferred: 'EMAIL',
      then: 'EMAIL',
    },
    'is another consented one when the preferred one is not': {
      consents: { SMS: granted() },
      preferred: 'EMAIL',
      then: 'SMS',
    },
    'follows the order of effort when nothing is preferred': {
      consents: { VISIT: granted(), EMAIL: granted(), SMS: granted(), WECHAT: granted() },
      then: 'WECHAT',
    },
    'is a visit when the client prefers it': {
      consents: { VISIT: granted(), PHONE: granted() },
      preferred: 'VISIT',
      then: 'VISIT',
    },
    'is a visit when the client allows nothing else': { consents: { VISIT: granted() }, then: 'VISIT' },
    'is never a group': { consents: { WECHAT_GROUP: granted() }, preferred: 'WECHAT_GROUP', then: null },
    'is not one whose consent was withdrawn': {
      consents: { PHONE: withdrawn, SMS: granted() },
      preferred: 'PHONE',
      then: 'SMS',
    },
    'may be used on the last day of its consent': { consents: { PHONE: granted(DAY) }, then: 'PHONE' },
    'is not one whose consent expired the day before': { consents: { PHONE: granted('2026-03-01') }, then: null },
    'is none without a word of the client': { consents: {}, preferred: 'PHONE', then: null },
  };
  for (const [title, { consents, preferred, then }] of Object.entries(cases))
    it(title, () => expect(suggestedChannel(consents, preferred ?? null, DAY)).toBe(then));
});
