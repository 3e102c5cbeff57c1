import {
  type DatedFinding,
  type EndingHolding,
  GOALS_AT_MOST,
  type Grounds,
  type Signal,
  suggestedGoals,
} from './suggested-goals.policy.js';

const TODAY = '2026-03-02';
const holding: EndingHolding = {
  holdingId: 'D1',
  productCode: 'TD3Y',
  productName: '三年定期',
  kind: 'TIME_DEPOSIT',
  balanceCents: 50_000_050,
  maturesOn: '2026-03-20',
  closedOn: null,
};
const signal = (kind: Signal['kind'], facts: Readonly<Record<string, string>>, more: Partial<Signal> = {}): Signal => ({
  kind,
  firedOn: '2026-02-25',
  lapsesOn: '2026-03-10',
  label: null,
  facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
  ...more,
});
const finding: DatedFinding = {
  kind: 'NEED',
  text: '孩子明年出国留学',
  productCode: 'FX1',
  amountCents: null,
  dueOn: null,
  learntOn: '2026-01-10',
};
const of = (grounds: Partial<Grounds>, today = TODAY) =>
  suggestedGoals({ holdings: [], signals: [], findings: [], ...grounds }, today, 'zh');
const kinds = (grounds: Partial<Grounds>, today?: string) => of(grounds, today).map(({ kind }) => kind);

describe('rule 8: the goal of a visit is suggested by what is known of the client', () => {
  it('a maturing deposit suggests its renewal, with its amount as the target', () =>
    expect(of({ holdings: [holding] })).toEqual([
      {
        kind: 'DEPOSITS',
        text: '续存 三年定期：500000.50 元于 2026-03-20 到期',
        target: 500_000.5,
        unit: '元',
        facts: [
          { name: 'holding', value: 'D1' },
          { name: 'product', value: 'TD3Y' },
          { name: 'maturesOn', value: '2026-03-20' },
          { name: 'balance', value: '500000.50' },
        ],
      },
    ]));

  it('wealth that matures suggests the same; a loan that ends suggests what follows it', () => {
    expect(kinds({ holdings: [{ ...holding, kind: 'WEALTH' }] })).toEqual(['DEPOSITS']);
    expect(of({ holdings: [{ ...holding, kind: 'LOAN', balanceCents: -1_000_00 }] })).toMatchObject([
      { kind: 'LOANS', target: null, text: '商定贷款 三年定期 的后续安排：1000.00 元于 2026-03-20 到期' },
    ]);
  });

  it.each<[string, Partial<EndingHolding>]>([
    ['matures later than in 30 days', { maturesOn: '2026-04-02' }],
    ['has matured', { maturesOn: '2026-03-01' }],
    ['was closed', { closedOn: '2026-03-02' }],
    ['has no end', { maturesOn: null }],
    ['is a card', { kind: 'CARD' }],
  ])('one that %s suggests nothing', (_, more) => expect(of({ holdings: [{ ...holding, ...more }] })).toEqual([]));

  it('counts the thirtieth day, and the day itself', () =>
    expect(
      kinds({
        holdings: [
          { ...holding, maturesOn: '2026-04-01' },
          { ...holding, maturesOn: TODAY },
        ],
      }),
    ).toHaveLength(2));

  it('money that came in is to be placed, as much as it was', () =>
    expect(of({ signals: [signal('LARGE_INFLOW', { increase: '120000.00', deposits: '150000.00' })] })).toEqual([
      {
        ...{ kind: 'DEPOSITS', text: '为新转入的 120000.00 元做好配置', target: 120_000, unit: '元' },
        facts: [
          { name: 'increase', value: '120000.00' },
          { name: 'deposits', value: '150000.00' },
        ],
      },
    ]));

  it('money that went is to be won back, as much as is missing', () =>
    expect(of({ signals: [signal('BALANCE_FALL', { deposits: '30000.00', mean: '100000.00' })] })).toMatchObject([
      { kind: 'RETENTION', target: 70_000, text: '了解 70000.00 元的去向并争取回流' },
    ]));

  it('a product that was closed early and an account that sleeps suggest to ask', () => {
    const closed = signal('PRODUCT_CLOSED', { product: 'W1' }, { label: '稳健一号' });
    expect(of({ signals: [closed, signal('DORMANT', { days: '90' })] })).toMatchObject([
      { kind: 'RETENTION', text: '了解 稳健一号 提前结清的原因', target: null },
      { kind: 'INFORMATION', text: '账户 90 天无变动：了解客户的打算', target: null },
    ]);
  });

  it('a signal that has lapsed, or fires only later, suggests nothing', () =>
    expect(
      of({
        signals: [
          signal('DORMANT', { days: '90' }, { lapsesOn: '2026-03-01' }),
          signal('DORMANT', { days: '90' }, { firedOn: '2026-03-03' }),
        ],
      }),
    ).toEqual([]));

  it('a deposit that matures is suggested once, by the holding and its signal', () => {
    const maturing = signal('DEPOSIT_MATURING', { holding: 'D1', maturesOn: '2026-03-20', balance: '500000.50' });
    expect(of({ holdings: [holding], signals: [maturing] })).toHaveLength(1);
    expect(of({ signals: [maturing] })).toMatchObject([{ kind: 'DEPOSITS', target: 500_000.5 }]);
  });

  it('a need of the last year suggests the product that meets it', () => {
    expect(of({ findings: [finding] })).toEqual([
      {
        ...{ kind: 'PRODUCT', text: '针对需求提供方案：孩子明年出国留学', target: null, unit: null },
        facts: [
          { name: 'learntOn', value: '2026-01-10' },
          { name: 'product', value: 'FX1' },
        ],
      },
    ]);
    expect(of({ findings: [{ ...finding, learntOn: '2025-03-01' }] })).toEqual([]);
    expect(of({ findings: [{ ...finding, text: null, productCode: null }] })).toEqual([]);
  });

  it('money that was spoken of suggests to bring it here; without an amount nothing', () => {
    const funds = {
      ...finding,
      kind: 'FUNDS',
      text: '他行定期月底到期',
      amountCents: 30_000_000,
      dueOn: '2026-03-31',
    } as const;
    expect(of({ findings: [funds] })).toMatchObject([
      { kind: 'DEPOSITS', target: 300_000, text: '争取 300000.00 元资金：他行定期月底到期' },
    ]);
    expect(of({ findings: [{ ...funds, amountCents: null }] })).toEqual([]);
    expect(of({ findings: [{ ...funds, dueOn: '2026-03-01' }] })).toEqual([]);
  });

  it('opinions and complaints suggest no goal', () =>
    expect(
      of({
        findings: [
          { ...finding, kind: 'OPINION' },
          { ...finding, kind: 'COMPLAINT' },
        ],
      }),
    ).toEqual([]));

  it('what is due first comes first, whatever the order in which it was told', () => {
    const grounds = {
      holdings: [holding, { ...holding, holdingId: 'D2', productName: '一年定期', maturesOn: '2026-03-05' }],
      signals: [signal('DORMANT', { days: '90' })],
      findings: [finding],
    };
    const expected = ['DEPOSITS', 'INFORMATION', 'DEPOSITS', 'PRODUCT'];
    expect(kinds(grounds)).toEqual(expected);
    const turned = Object.fromEntries(Object.entries(grounds).map(([name, all]) => [name, [...all].reverse()]));
    expect(of(turned)).toEqual(of(grounds));
  });

  it('six are suggested at most', () => {
    const holdings = Array.from({ length: 20 }, (_, i) => ({
      ...holding,
      holdingId: `D${i}`,
      productName: `定期${i}`,
    }));
    expect(of({ holdings })).toHaveLength(GOALS_AT_MOST);
  });

  it('each speaks the language of who asks, and is a goal that can be set as it is', () => {
    const grounds = {
      holdings: [holding],
      signals: [signal('LARGE_INFLOW', { increase: '120000.00' })],
      findings: [finding],
    };
    const [first] = suggestedGoals(grounds, TODAY, 'en');
    expect(first!.text).toBe('Place the 120000.00 yuan that came in');
    const long = { ...finding, text: '很'.repeat(2_000) };
    for (const language of ['en', 'zh'] as const)
      for (const { text } of suggestedGoals({ ...grounds, findings: [long] }, TODAY, language)) {
        expect(text.length).toBeGreaterThanOrEqual(10);
        expect(text.length).toBeLessThanOrEqual(500);
      }
  });
});
