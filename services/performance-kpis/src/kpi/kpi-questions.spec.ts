import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { METRIC_SET } from '../metrics/index.js';
import { measure } from '../metrics/measure.js';
import { metric } from '../metrics/metric.js';
import { KpiQuestions } from './kpi-questions.js';

const visits = measure('visits', 'CONTACT', { subject: 'fact', counts: [] });
const MEETINGS = metric('MEETINGS', {
  group: 'VISIT',
  direction: 'HIGHER_IS_BETTER',
  rule: 9,
  name: { en: 'Visits', zh: '拜访次数' },
  summary: 'Visits ended.',
  summaryZh: '',
  formula: { kind: 'count', of: visits },
  drillDown: 'NONE',
  isRestated: false,
});
const set = METRIC_SET.with({ measures: [visits], metrics: [MEETINGS] });
const directory = {} as Directory;
const by = (role: Caller['role']) => ({ id: 'X', role, unitId: 'H', isStaff: true }) as unknown as Caller;
const questions = new KpiQuestions(new UnitScope(directory, () => '2026-03-02'), directory, set);

describe('a question about metrics', () => {
  it('is about all of the set where it names none, and about each once', () => {
    expect(questions.metricsOf(null)).toEqual([...METRIC_SET.codes, 'MEETINGS']);
    expect(questions.metricsOf(['MEETINGS', 'TOUCHES', 'MEETINGS'])).toEqual(['MEETINGS', 'TOUCHES']);
  });

  it('is refused where it asks for the contacts behind a figure that counts something else', () => {
    expect(questions.metricOfContacts('COVERAGE')).toBe('COVERAGE');
    expect(() => questions.metricOfContacts('MEETINGS')).toThrow(
      expect.objectContaining({ code: 'METRIC_WITHOUT_CONTACTS', field: ['metric'] }),
    );
  });

  it('is refused where it asks for what a figure counts that is of contacts alone', () => {
    expect(questions.metricListed('COVERAGE', by('HEAD_OFFICE'))).toBe('COVERAGE');
    for (const metric of ['CONTACTS', 'MEETINGS'])
      expect(() => questions.metricListed(metric, by('UNIT_HEAD'))).toThrow(
        expect.objectContaining({ code: 'METRIC_OF_CONTACTS', field: ['metric'] }),
      );
  });

  const MASKED = ['PROMPTS_SERVED', 'DEPOSITS', 'LOANS', 'DEPOSIT_GROWTH', 'PRODUCTS_A_CLIENT'];

  it('rests on what is masked where balances or dates of clients move it, and nowhere else', () =>
    expect([...set.ofMaskedFacts]).toEqual(MASKED));

  it.each(MASKED)('about the clients behind %s is refused to who sees clients masked, and to nobody else', (metric) => {
    for (const role of ['HEAD_OFFICE', 'INTEGRATION'] as const)
      expect(() => questions.metricListed(metric, by(role))).toThrow(
        expect.objectContaining({ code: 'METRIC_OF_MASKED_FACTS', field: ['metric'] }),
      );
    for (const role of ['RM', 'UNIT_HEAD'] as const) expect(questions.metricListed(metric, by(role))).toBe(metric);
  });
});
