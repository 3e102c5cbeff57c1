import type { PlanReason } from '@hengxin/contracts';
import { reasonText } from './reason-text.rules.js';

const facts = { lastContactOn: '2026-01-01', daysSinceContact: 60, intervalDays: 61, promisedOn: '2026-03-02' };
const never = { lastContactOn: null, daysSinceContact: null, intervalDays: 61, promisedOn: null };

describe('a reason in words', () => {
  const cases: [PlanReason, string | null, string, string][] = [
    [
      { code: 'CADENCE', ...facts },
      null,
      '上次联系 2026-01-01，已过 60 天，应每 61 天联系一次。',
      'Last contact on 2026-01-01, 60 days ago; due every 61 days.',
    ],
    [
      { code: 'CADENCE', ...never },
      null,
      '尚无有效联系，应每 61 天联系一次。',
      'No effective contact yet; due every 61 days.',
    ],
    [
      { code: 'PROMISE', ...facts },
      null,
      '约定 2026-03-02 联系；上次联系 2026-01-01，已过 60 天。',
      'To be contacted on 2026-03-02 as agreed; last contact on 2026-01-01, 60 days ago.',
    ],
    [
      { code: 'PROMISE', ...facts, promisedOn: null, nextTryOn: '2026-03-02' },
      null,
      '计划 2026-03-02 再次联系；上次联系 2026-01-01，已过 60 天。',
      'To be tried again on 2026-03-02; last contact on 2026-01-01, 60 days ago.',
    ],
    [
      { code: 'PROMISE', ...facts, promisedOn: null, deferredTo: '2026-03-02' },
      null,
      '推迟至 2026-03-02；上次联系 2026-01-01，已过 60 天。',
      'Put off to 2026-03-02; last contact on 2026-01-01, 60 days ago.',
    ],
    [
      { code: 'PROMISE', ...facts, promisedOn: '2026-02-27', deferredTo: '2026-03-02' },
      null,
      '约定 2026-02-27 联系，推迟至 2026-03-02；上次联系 2026-01-01，已过 60 天。',
      'To be contacted on 2026-02-27 as agreed, put off to 2026-03-02; last contact on 2026-01-01, 60 days ago.',
    ],
    [
      { code: 'ADDED', ...never },
      '客户来电',
      '手工加入（客户来电）；尚无有效联系。',
      'Added by hand (客户来电); no effective contact yet.',
    ],
    [
      { code: 'OCCASION', ...never },
      null,
      '临近对客户重要的日子；尚无有效联系。',
      'A date that matters to the client is near; no effective contact yet.',
    ],
    [
      { code: 'SIGNAL', ...never },
      null,
      '账户变动值得联系；尚无有效联系。',
      'The client’s accounts give a reason to call; no effective contact yet.',
    ],
  ];
  for (const [reason, note, zh, en] of cases)
    it(`${reason.code}: ${en}`, () => {
      expect(reasonText(reason, note, 'zh')).toBe(zh);
      expect(reasonText(reason, note, 'en')).toBe(en);
    });
});
