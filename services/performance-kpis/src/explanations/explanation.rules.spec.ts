import { METRIC_SET } from '../metrics/index.js';
import { DAYS_COUNTED } from '../metrics/metric.js';
import { explanationOf, type Explained } from './explanation.rules.js';

const NOTHING = Object.fromEntries(
  METRIC_SET.metrics
    .flatMap(({ formula }) => [formula.of, ...(formula.kind === 'ratio' ? [formula.over] : [])])
    .flatMap((side) => (side.subject === 'total' ? side.of : [side]).map(({ name }) => [name, 0])),
);
const explained = (
  code: string,
  figures: Readonly<Record<string, number>>,
  more: Partial<Explained> = {},
): Explained => {
  const all = { ...NOTHING, ...figures };
  return {
    definition: METRIC_SET.definitionOf(code),
    value: METRIC_SET.valueOf(code, all),
    figures: all,
    who: { en: 'unit North', zh: '机构北行' },
    start: '2026-03-01',
    end: '2026-03-31',
    on: '2026-03-20',
    isProvisional: false,
    ...more,
  };
};

describe('rule 14: a figure explains itself', () => {
  it('a count by what was counted', () => {
    const { sentence, steps } = explanationOf(explained('CONTACTS', { contacts: 1234 }), 'en');
    expect(sentence).toBe(
      'Contacts of unit North from 2026-03-01 to 2026-03-31: 1,234 contacts. Effective contacts: two-way, individual and with an outcome.',
    );
    expect(steps).toEqual([
      { label: 'Contacts made', value: '1,234 contacts', rule: '5', hasContacts: true },
      { label: 'Result', value: '1,234 contacts', rule: '5', hasContacts: false },
    ]);
  });

  it('a ratio by its numerator and its denominator', () => {
    const { sentence, steps } = explanationOf(explained('COVERAGE', { covered: 760, target: 1760 }), 'zh');
    expect(sentence).toBe(
      '机构北行 2026-03-01 至 2026-03-31 的覆盖率：43.18%（已做到的联系日（不超过应做到） 760 ÷ 应做到的联系日 1,760）。' +
        '已做到的联系周数占应做到的比例，两者均以联系日计。',
    );
    expect(steps.map(({ value }) => value)).toEqual(['760 个联系日', '1,760 个联系日', '43.18%']);
  });

  it('a ratio of unlike things by a number, not a share', () =>
    expect(
      explanationOf(explained('FINDINGS_A_VISIT', { visit_findings: 3, visits_reviewed: 2 }), 'en').steps.at(-1)!.value,
    ).toBe('1.5'));

  it('a ratio over nothing by saying so', () => {
    const { sentence } = explanationOf(explained('PLAN_COMPLETION', {}), 'en');
    expect(sentence).toContain('no value: there is nothing to divide by');
    expect(sentence).toContain('plan items drawn and not cancelled (0)');
  });

  it('what is added up by its parts', () => {
    const figures = { at_target: 1, obliged_across: 3, obliged_first: 2 };
    const { steps } = explanationOf(explained('CLIENTS_AT_TARGET', figures), 'en');
    expect(steps.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Parts with as many contact weeks as owed: 1 parts',
      'Parts to which something is owed: 5 parts',
      'Owed something as the period opens: 3 parts',
      'Owed something only later in it: 2 parts',
      'Result: 20 %',
    ]);
  });

  it('a level by its day', () =>
    expect(explanationOf(explained('CLIENTS_KEPT', { clients_kept: 40 }), 'en').sentence).toContain('on 2026-03-20'));

  it('money by cents that are added up day by day, and yuan that come out', () => {
    const { steps } = explanationOf(explained('DEPOSITS', { deposit_days: 279_000_000, [DAYS_COUNTED]: 31 }), 'en');
    expect(steps.map(({ value }) => value)).toEqual(['279,000,000 cents', '31', expect.stringMatching(/ yuan$/)]);
  });

  it('and says where it is provisional', () =>
    expect(explanationOf(explained('COVERAGE', {}, { isProvisional: true }), 'zh').steps.at(-1)).toMatchObject({
      label: '暂定',
      rule: '2',
    }));

  it.each(METRIC_SET.codes)('%s, in both languages, by names of its own', (code) => {
    for (const language of ['en', 'zh'] as const) {
      const { sentence, steps } = explanationOf(explained(code, {}), language);
      expect(sentence).toContain(METRIC_SET.definitionOf(code).name[language]);
      for (const { label, value } of steps) {
        expect(value).not.toBe('');
        expect(label).not.toMatch(/^Number of|^数量/);
      }
    }
  });
});
