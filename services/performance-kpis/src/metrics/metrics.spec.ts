import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LEVELS, MEASURES, METRIC_DEFINITIONS, METRIC_SET } from './index.js';
import { END } from '../kpi/periods.rules.js';
import { type Level, level, stepsOf } from './level.js';
import { figuresOf } from './reading.js';
import { NO_FACTS } from '../figures/client-facts.rules.js';
import { WorkingDays } from '../figures/working-days.rules.js';
import { chinaCalendar } from '@hengxin/contracts';
import { measure } from './measure.js';
import { metric } from './metric.js';
import { sidesOf } from './metric-set.js';
import { wordsOf } from './side-words.js';

const figures = {
  touches: 5,
  contacts: 4,
  clients: 3,
  covered: 500,
  drawn: 8,
  done: 2,
  target: 2_000,
  at_target: 3,
  obliged_across: 7,
  obliged_first: 5,
  paced: 250,
  target_so_far: 500,
};

describe('a figure', () => {
  it.each([
    ['TOUCHES', { value: 5, numerator: 5, denominator: null }],
    ['CONTACTS', { value: 4, numerator: 4, denominator: null }],
    ['CLIENTS_CONTACTED', { value: 3, numerator: 3, denominator: null }],
    ['PLAN_COMPLETION', { value: 0.25, numerator: 2, denominator: 8 }],
    ['COVERAGE', { value: 0.25, numerator: 500, denominator: 2_000 }],
    ['PACE', { value: 0.5, numerator: 250, denominator: 500 }],
    ['CLIENTS_AT_TARGET', { value: 0.25, numerator: 3, denominator: 12 }],
  ] as const)('%s carries its numerator and denominator', (metric, value) => {
    expect(METRIC_SET.valueOf(metric, figures)).toEqual({ metric, ...value });
  });

  it('that is a ratio over nothing has no value', () => {
    expect(METRIC_SET.valueOf('COVERAGE', { ...figures, covered: 0, target: 0 })).toEqual({
      metric: 'COVERAGE',
      value: null,
      numerator: 0,
      denominator: 0,
    });
  });
});

describe('the definitions', () => {
  it('have codes, names and measures of their own', () => {
    for (const of of [
      METRIC_DEFINITIONS.map(({ code }) => code),
      METRIC_DEFINITIONS.map(({ name }) => name.zh),
      METRIC_DEFINITIONS.map(({ name }) => name.en),
      [...MEASURES, ...LEVELS].map(({ name }) => name),
      LEVELS.flatMap(({ columns: { steps, days } }) => [steps, days ?? `no days of ${steps}`]),
    ] as string[][])
      expect(of.filter((each, i) => of.indexOf(each) !== i)).toEqual([]);
  });

  it('are made of measures and levels that are counted', () => {
    const counted: readonly unknown[] = [...MEASURES, ...LEVELS];
    for (const { formula } of METRIC_DEFINITIONS) {
      for (const side of [formula.of, ...(formula.kind === 'ratio' ? [formula.over] : [])].flatMap(figuresOf))
        expect(counted).toContain(
          side.subject === 'reading' ? side.level : side.subject === 'course' ? side.measure : side,
        );
    }
  });

  it('have words for what they are made of', () => {
    const wordless = (sides: readonly Parameters<typeof wordsOf>[0][]) =>
      sides.filter((side) => wordsOf(side).en.startsWith('Number of ')).map(({ name }) => name);
    expect(wordless(METRIC_DEFINITIONS.flatMap(sidesOf))).toEqual([]);
    expect(wordless([{ name: 'meetings', unit: 'VISIT' }])).toEqual(['meetings']);
  });

  it('restate the numerators of all metrics but those that move after their period by nature', () => {
    expect(METRIC_SET.restated.map(({ metric, measure }) => [metric, measure.name])).toEqual([
      ['TOUCHES', 'touches'],
      ['CONTACTS', 'contacts'],
      ['CLIENTS_CONTACTED', 'clients'],
      ['COVERAGE', 'covered'],
      ['CLIENTS_AT_TARGET', 'at_target'],
      ['TOUCHES_PHONE', 'touches_phone'],
      ['TOUCHES_SMS', 'touches_sms'],
      ['TOUCHES_WECHAT', 'touches_wechat'],
      ['TOUCHES_WECHAT_GROUP', 'touches_wechat_group'],
      ['TOUCHES_EMAIL', 'touches_email'],
      ['TOUCHES_VISIT', 'touches_visit'],
    ]);
  });
});

/** What files of metrics export and no list has, as `gifts.metric.ts: GIFTS`. */
function unlisted(files: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string[] {
  const listed: readonly unknown[] = [...MEASURES, ...LEVELS, ...METRIC_DEFINITIONS];
  return Object.entries(files).flatMap(([file, exported]) =>
    Object.entries(exported)
      .filter(([, value]) => [value].flat().some((each) => isDefinition(each) && !listed.includes(each)))
      .map(([name]) => `${file}: ${name}`),
  );
}

/** A measure, a level or a metric; not how a metric reads one. */
function isDefinition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('formula' in value) return true;
  return 'subject' in value && !['reading', 'course', 'total'].includes(String(value.subject));
}

describe('a file of metrics', () => {
  it('is listed in the index with all that it defines', async () => {
    const names = globSync('*.metric.ts', { cwd: fileURLToPath(new URL('.', import.meta.url)) });
    expect(names.length).toBeGreaterThan(15);
    const files: Record<string, Record<string, unknown>> = {};
    for (const name of names)
      files[name] = (await import(`./${name.replace(/\.ts$/, '.js')}`)) as Record<string, unknown>;
    expect(unlisted(files)).toEqual([]);
  });

  it('is named where the index has left it out', () => {
    const gifts = measure('gifts', 'GIFT', { subject: 'fact', counts: [] });
    const GIFTS = { formula: { kind: 'count', of: gifts } };
    expect(unlisted({ 'gifts.metric.ts': { MEASURES: [gifts], GIFTS, of: (): number => 1 } })).toEqual([
      'gifts.metric.ts: MEASURES',
      'gifts.metric.ts: GIFTS',
    ]);
  });
});

describe('a set of metrics', () => {
  const visits = measure('visits', 'CONTACT', { subject: 'fact', counts: [] });
  const facts = {
    group: 'VISIT',
    direction: 'HIGHER_IS_BETTER',
    rule: 9,
    name: { en: 'Visits', zh: '拜访' },
    summary: '',
    summaryZh: '',
    drillDown: 'NONE',
  } as const;
  const MEETINGS = metric('MEETINGS', { ...facts, formula: { kind: 'count', of: visits }, isRestated: false });

  it('may be had with more than the service counts of itself', () => {
    const more = METRIC_SET.with({ measures: [visits], metrics: [MEETINGS] });
    expect(more.codes).toEqual([...METRIC_SET.codes, 'MEETINGS']);
    expect(more.valueOf('MEETINGS', { ...figures, visits: 7 })).toEqual({
      metric: 'MEETINGS',
      value: 7,
      numerator: 7,
      denominator: null,
    });
  });

  it('refuses a metric of a measure that is not counted', () =>
    expect(() => METRIC_SET.with({ metrics: [MEETINGS] })).toThrow('MEETINGS is made of visits, which is not counted'));

  it('refuses a measure of which no metric is made', () =>
    expect(() => METRIC_SET.with({ measures: [visits] })).toThrow('visits is counted, and no metric is made of it'));

  it('refuses a name or a code that it has', () => {
    expect(() =>
      METRIC_SET.with({ measures: [measure('contacts', 'CONTACT', { subject: 'fact', counts: [] })] }),
    ).toThrow('called contacts');
    expect(() => METRIC_SET.with({ measures: [visits], metrics: [MEETINGS, MEETINGS] })).toThrow('called MEETINGS');
  });

  it('refuses to restate what counts for makers by facts: the ledger of closed periods does not tell it', () => {
    // @ts-expect-error facts are not restated yet
    const restated = metric('MEETINGS', { ...facts, formula: { kind: 'count', of: visits }, isRestated: true });
    expect(() => METRIC_SET.with({ measures: [visits], metrics: [restated] })).toThrow(
      'MEETINGS counts visits by fact, which no closed period restates',
    );
  });

  it('knows no other codes', () =>
    expect(() => METRIC_SET.valueOf('MEETINGS', figures)).toThrow('there is no metric MEETINGS'));
});

const workingDays = new WorkingDays(chinaCalendar);

describe('a level', () => {
  const [rm, unit] = [1, 2];
  const kept = level('kept', 'CLIENT', {
    of: ({ rates }, part) => rates.map(({ from, value }) => ({ from: Math.max(from, part.from), value })),
  });
  const stepsIn = (of: Level, part: { from: number; to: number }, ...rates: { from: number; value: number }[]) => {
    const found: [scope: number, from: number, delta: number][] = [];
    const parts = [{ ...part, rm, scopes: [rm, unit], isFirst: true }];
    stepsOf(of, { ...NO_FACTS, rates }, parts, workingDays, (...step) => found.push(step));
    return found;
  };
  const steps = (part: { from: number; to: number }, ...rates: { from: number; value: number }[]) =>
    stepsIn(kept, part, ...rates);

  it('has columns of its name', () => expect(kept.columns).toEqual({ steps: 'kept', days: 'kept_days' }));

  it('rises with a part and falls with its end, for the relationship manager and every unit above', () =>
    expect(steps({ from: 10, to: 20 }, { from: 0, value: 6 })).toEqual([
      [rm, 10, 6],
      [rm, 20, -6],
      [unit, 10, 6],
      [unit, 20, -6],
    ]));

  it('gives way on the day of a change, and stands where a part lasts', () =>
    expect(
      steps({ from: 10, to: END }, { from: 0, value: 6 }, { from: 15, value: 12 }).filter(([scope]) => scope === rm),
    ).toEqual([
      [rm, 10, 6],
      [rm, 15, 6],
    ]));

  it('does not move where a change leaves it where it stands', () =>
    expect(
      steps({ from: 10, to: END }, { from: 0, value: 6 }, { from: 15, value: 6 }).filter(([scope]) => scope === rm),
    ).toEqual([[rm, 10, 6]]));

  it('that counts stays at what it has counted when the part ends', () =>
    expect(stepsIn({ ...kept, kind: 'COUNTER' }, { from: 10, to: 20 }, { from: 12, value: 2 })).toEqual([
      [rm, 12, 2],
      [unit, 12, 2],
    ]));

  it('has no steps of nothing', () => expect(steps({ from: 10, to: 20 }, { from: 0, value: 0 })).toEqual([]));
});
