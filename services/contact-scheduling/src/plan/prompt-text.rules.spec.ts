import type { PromptKind } from '@hengxin/contracts';
import { promptText } from './prompt-text.rules.js';
import type { Prompt } from './prompts.policy.js';

const prompt = (kind: PromptKind, facts: Readonly<Record<string, string>>, label: string | null = null): Prompt => ({
  kind,
  from: '2026-03-02',
  lapsesOn: '2026-03-12',
  date: null,
  label,
  facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
});

describe('a signal in words', () => {
  const cases: [string, Prompt, string, string][] = [
    [
      'a balance that matures',
      prompt('DEPOSIT_MATURING', { balance: '1234567.00' }, '三月定期'),
      '客户的“三月定期”将于 2026-03-12 到期，1,234,567.00 元。',
      '三月定期 matures on 2026-03-12, CNY 1,234,567.00.',
    ],
    [
      'an inflow',
      prompt('LARGE_INFLOW', { increase: '100000.50' }),
      '2026-03-02 客户有大额资金转入，100,000.50 元。',
      'A large sum came in on 2026-03-02, CNY 100,000.50.',
    ],
    [
      'a fall',
      prompt('BALANCE_FALL', { deposits: '999.00', mean: '20000.00' }),
      '客户存款明显下降：现为 999.00 元，此前 30 天平均 20,000.00 元。',
      'The client’s deposits have fallen: CNY 999.00 now, CNY 20,000.00 on average over the 30 days before.',
    ],
    [
      'a dormant account',
      prompt('DORMANT', { days: '104', deposits: '1000.00' }),
      '客户账户已 104 天没有变动，存款 1,000.00 元。',
      'Nothing has moved on the client’s accounts for 104 days; deposits CNY 1,000.00.',
    ],
    [
      'a dormant account of which no days were told',
      prompt('DORMANT', { deposits: '1000.00' }),
      '客户账户长期没有变动，存款 1,000.00 元。',
      'Nothing has moved on the client’s accounts for long; deposits CNY 1,000.00.',
    ],
    [
      'an inflow of which no amount was told',
      prompt('LARGE_INFLOW', {}),
      '2026-03-02 客户有大额资金转入。',
      'A large sum came in on 2026-03-02.',
    ],
  ];
  for (const [title, signal, zh, en] of cases)
    it(`groups the digits of amounts by three: ${title}`, () => {
      expect(promptText(signal, 'zh')).toBe(zh);
      expect(promptText(signal, 'en')).toBe(en);
    });
});
