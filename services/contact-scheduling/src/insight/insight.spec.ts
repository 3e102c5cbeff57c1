import {
  type HoldingRow,
  Holdings,
  HoldingsTold,
  type SignalKind,
  SignalFired,
  Signals,
  SignalTakenBack,
} from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const THURSDAY = '2026-03-05';
const ENTITY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Client {
  prompts { kind label from lapsesOn date text servedBy { id } facts { name value } } } } }`;

describe('what is mined of a client makes the plan', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const signal = (clientId: string, kind: SignalKind, firedOn: string, lapsesOn: string, told: object = {}) => ({
    signalId: `${clientId}-${kind}`,
    clientId,
    kind,
    firedOn,
    lapsesOn,
    label: null,
    facts: [],
    ...told,
  });
  const fire = (...[clientId, ...rest]: Parameters<typeof signal>) =>
    bank.service.given(Signals, clientId, SignalFired.of(signal(clientId, ...rest)));
  const planned = async (as: string, date: string) =>
    (await bank.day(as, { date })).items.map(({ client, reason, prompts }) => [
      client.id,
      reason.code,
      prompts.map(({ kind }) => kind),
    ]);
  const prompts = async (as: string, id: string, language = 'zh') => {
    await bank.service.caughtUp();
    const variables = { ids: [{ __typename: 'Client', id }] };
    const headers = { 'accept-language': language };
    const { data } = await bank.service.graphql(ENTITY, { as, variables, headers });
    return data._entities[0].prompts;
  };

  it('a signal alive gives its client a place, with the facts that made it fire as a sentence', async () => {
    await bank.client('A1', 'S1', 10);
    const facts = [{ name: 'balance', value: '50000.00' }];
    await fire('A1', 'DEPOSIT_MATURING', MONDAY, '2026-03-06', { label: '三月定期', facts });
    expect(await planned('S1', THURSDAY)).toEqual([['A1', 'SIGNAL', ['DEPOSIT_MATURING']]]);
    expect(await prompts('S1', 'A1')).toEqual([
      {
        kind: 'DEPOSIT_MATURING',
        label: '三月定期',
        from: MONDAY,
        lapsesOn: '2026-03-06',
        date: null,
        text: '客户的“三月定期”将于 2026-03-06 到期，50,000.00 元。',
        servedBy: null,
        facts,
      },
    ]);
    expect((await prompts('S1', 'A1', 'en'))[0].text).toBe('三月定期 matures on 2026-03-06, CNY 50,000.00.');
    expect(await prompts('S2', 'A1')).toEqual([]);
  });

  it('the one that lapses first comes first, then by kind', async () => {
    for (const [id, kind, lapsesOn] of [
      ['A2', 'DORMANT', '2026-03-15'],
      ['A3', 'LARGE_INFLOW', '2026-03-15'],
      ['A4', 'BALANCE_FALL', '2026-03-14'],
      ['A5', 'PRODUCT_CLOSED', '2026-03-15'],
    ] as const) {
      await bank.client(id, 'S2', 10);
      await fire(id, kind, MONDAY, lapsesOn);
    }
    expect((await planned('S2', THURSDAY)).map(([id]) => id)).toEqual(['A4', 'A3', 'A5', 'A2']);
  });

  it('a client contacted within 7 days is left in peace: a signal is no occasion', async () => {
    await bank.client('A6', 'S3', 1);
    await fire('A6', 'DORMANT', MONDAY, '2026-03-15');
    expect(await planned('S3', THURSDAY)).toEqual([]);
  });

  it('an effective contact from the day on which it fired serves it', async () => {
    await bank.client('A7', 'S4', 10);
    await fire('A7', 'LARGE_INFLOW', MONDAY, '2026-03-15');
    await bank.contact('A7', 'S4', MONDAY);
    expect(await prompts('S4', 'A7')).toMatchObject([{ kind: 'LARGE_INFLOW', servedBy: { id: expect.any(String) } }]);
    expect(await planned('S4', '2026-03-11')).toEqual([['A7', 'CADENCE', []]]);
  });

  it('one that is taken back plans nobody', async () => {
    await bank.client('A8', 'S5', 10);
    await fire('A8', 'BALANCE_FALL', MONDAY, '2026-03-15');
    expect(await planned('S5', THURSDAY)).toEqual([['A8', 'SIGNAL', ['BALANCE_FALL']]]);
    const { lapsesOn: _, label: __, facts: ___, ...id } = signal('A8', 'BALANCE_FALL', MONDAY, '2026-03-15');
    await bank.service.given(Signals, 'A8', SignalTakenBack.of(id));
    expect(await planned('S5', THURSDAY)).toEqual([['A8', 'CADENCE', []]]);
    expect(await prompts('S5', 'A8')).toEqual([]);
  });

  const tell = (clientId: string, asOf: string, openedOn: string | null, closedOn: string | null = null) => {
    const row: HoldingRow = {
      holdingId: 'H1',
      asOf,
      productCode: 'D01',
      productName: '活期',
      kind: 'DEMAND_DEPOSIT',
      balanceCents: 1,
      openedOn,
      maturesOn: null,
      closedOn,
    };
    const told = HoldingsTold.of({ clientId, toldAt: `${MONDAY}T06:00:00+08:00`, rows: [row] });
    return bank.service.given(Holdings, `${clientId}.2026q1`, told);
  };

  it('each year after a holding opened is an occasion, until it is closed; the newest row counts', async () => {
    await bank.client('A9', 'S6', 1);
    await tell('A9', '2026-02-28', '2020-03-05');
    await tell('A9', '2026-02-27', '2020-03-04');
    expect(await planned('S6', THURSDAY)).toEqual([['A9', 'OCCASION', ['PRODUCT_ANNIVERSARY']]]);
    expect(await prompts('S6', 'A9')).toMatchObject([
      { kind: 'PRODUCT_ANNIVERSARY', date: THURSDAY, text: '客户持有的“活期”到 2026-03-05 满 6 年。' },
    ]);
    await tell('A9', '2026-03-01', '2020-03-05', '2026-03-05');
    expect(await planned('S6', THURSDAY)).toEqual([]);
  });

  it('a newest row that says nothing of the opening makes no occasion, whichever row was told first', async () => {
    for (const id of ['A10', 'A11', 'A12']) await bank.client(id, 'S7', 1);
    await tell('A10', '2026-02-27', '2020-03-05');
    await tell('A10', '2026-02-28', null);
    await tell('A11', '2026-02-28', null);
    await tell('A11', '2026-02-27', '2020-03-05');
    expect(await planned('S7', THURSDAY)).toEqual([]);
    await tell('A12', '2026-02-27', null);
    await tell('A12', '2026-02-28', '2020-03-05');
    expect(await planned('S7', THURSDAY)).toEqual([['A12', 'OCCASION', ['PRODUCT_ANNIVERSARY']]]);
  });
});
