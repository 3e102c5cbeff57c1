import { Client, ClientAssigned, ClientRegistered, Holdings } from '@hengxin/contracts';
import type { ImportMessage } from '@hengxin/import';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientInsight } from '../client-insight.module.js';

const COLUMNS = 'client_id,holding_id,product_code,product_name,kind,balance,as_of,opened_on,matures_on,closed_on';
const ENTITY = `query ($ids: [_Any!]!, $from: Date!, $to: Date!) { _entities(representations: $ids) { ... on Client {
  id deposits loans holdings { id productCode productName kind balance asOf openedOn maturesOn closedOn }
  balances(from: $from, to: $to) { date deposits loans } } } }`;
const ASIDE = `query ($first: Int, $after: String) { holdingsKeptAside(first: $first, after: $after) {
  edges { node { clientId rows firstDay lastDay } } pageInfo { hasNextPage endCursor } } }`;

describe('a file of holdings', () => {
  let service: TestService;
  let admin: string;
  beforeAll(async () => {
    service = await startTestService(clientInsight, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null), placedUnit('B1', 'H'), placedUnit('B2', 'H')],
      [
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
        placedStaff('S1', 'RM', 'B1'),
        placedStaff('S2', 'RM', 'B2'),
        placedStaff('M1', 'UNIT_HEAD', 'B1'),
        placedStaff('M2', 'UNIT_HEAD', 'B2'),
      ],
    );
    admin = await service.token('loader', { role: 'ADMIN' });
    await register('C1');
  }, 120_000);
  afterAll(() => service?.stop());

  async function register(clientId: string) {
    const profile = { clientId, name: '甲', phone: null, tier: 'GOLD' as const, interests: [], birthday: null };
    await service.given(
      Client,
      clientId,
      ClientRegistered.of({ ...profile, preferredChannel: null, contactsAYear: 6, registeredOn: '2026-01-01' }),
      ClientAssigned.of({ clientId, rmId: 'S1', from: '2026-01-01', previousRmId: null }),
    );
  }

  async function send(...rows: string[]) {
    const response = await service.app.inject({
      method: 'POST',
      url: '/import/holdings',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/csv', 'accept-language': 'en' },
      payload: [COLUMNS, ...rows].join('\n'),
    });
    const messages = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ImportMessage);
    const rejects = messages.flatMap((message) =>
      message.type === 'reject' ? [`${message.line} ${message.field} ${message.code}`] : [],
    );
    await service.caughtUp();
    return { account: messages.at(-1), rejects };
  }

  async function client(id: string, as: string, from = '2026-03-01', to = '2026-03-04') {
    const variables = { ids: [{ __typename: 'Client', id }], from, to };
    const { data, errors } = await service.graphql(ENTITY, { as, variables });
    return errors ? errors[0]!.extensions : data._entities[0];
  }

  it('tells what a client has, in any order of its rows, in one event a client and quarter', async () => {
    const { account, rejects } = await send(
      'C1,D1,D01,活期,DEMAND_DEPOSIT,2000,2026-03-03,,,',
      'C1,D1,D01,活期,DEMAND_DEPOSIT,1000.5,2026-03-01,,,',
      'C1,T1,T03,,TIME_DEPOSIT,50000.00,2026-03-02,2026-01-02,2026-07-02,',
      'C1,L1,L01,房贷,LOAN,300000,2026-02-27,2020-05-05,,',
      'C1,W1,W01,,WEALTH,10,2026-03-01,2026-01-01,2026-12-31,2026-03-03',
    );
    expect(rejects).toEqual([]);
    expect(account).toMatchObject({ type: 'account', read: 5, taken: 5, unchanged: 0, rejected: 0 });
    expect(account).not.toHaveProperty('warnings');
    expect(await service.parts.log.read(Holdings.stream('C1.2026q1'))).toHaveLength(1);
    expect(await client('C1', 'S1')).toEqual({
      id: 'C1',
      deposits: '52000.00',
      loans: '300000.00',
      holdings: [
        { id: 'L1', productCode: 'L01', productName: '房贷', kind: 'LOAN', balance: '300000.00', asOf: '2026-02-27' },
        {
          id: 'T1',
          productCode: 'T03',
          productName: 'T03',
          kind: 'TIME_DEPOSIT',
          balance: '50000.00',
          asOf: '2026-03-02',
        },
        {
          id: 'D1',
          productCode: 'D01',
          productName: '活期',
          kind: 'DEMAND_DEPOSIT',
          balance: '2000.00',
          asOf: '2026-03-03',
        },
      ].map((holding) => expect.objectContaining(holding)),
      balances: [
        { date: '2026-03-01', deposits: '1000.50', loans: '300000.00' },
        { date: '2026-03-02', deposits: '51000.50', loans: '300000.00' },
        { date: '2026-03-03', deposits: '52000.00', loans: '300000.00' },
        { date: '2026-03-04', deposits: '52000.00', loans: '300000.00' },
      ],
    });
  });

  it('that comes again whole changes nothing; the same day again corrects it', async () => {
    const again = await send('C1,D1,D01,活期,DEMAND_DEPOSIT,2000.00,2026-03-03,,,');
    expect(again.account).toMatchObject({ read: 1, taken: 0, unchanged: 1 });
    const corrected = await send('C1,D1,D01,活期,DEMAND_DEPOSIT,2500,2026-03-03,,,');
    expect(corrected.account).toMatchObject({ taken: 1, unchanged: 0 });
    expect(await client('C1', 'S1')).toMatchObject({ deposits: '52500.00' });
    expect(await service.parts.log.read(Holdings.stream('C1.2026q1'))).toHaveLength(2);
  });

  it('rows that did not fit are told one by one, by their field', async () => {
    const { account, rejects } = await send(
      'C1,D1,D01,,DEMAND_DEPOSIT,1.234,2026-03-01,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,12345678901234567890,2026-03-01,,,',
      'C1,D1,D01,,SAVINGS,1,2026-03-01,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,1,2026-03-01,2026-02-02,,2026-02-01',
      'C1,D1,D01,,TIME_DEPOSIT,1,2026-03-01,2026-02-02,2026-02-01,',
      'C1,D1,D01,,DEMAND_DEPOSIT,1,1980-01-01,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,1,2026-03-21,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,,2026-03-01,,,',
      'C1,D9,D01,,DEMAND_DEPOSIT,-12.3,2026-03-01,,,',
    );
    expect(rejects).toEqual([
      '2 balance HOLDING_BALANCE',
      '3 balance HOLDING_BALANCE',
      '4 kind CHOICE_UNKNOWN',
      '5 closed_on HOLDING_CLOSED_BEFORE_OPENED',
      '6 matures_on HOLDING_MATURES_BEFORE_OPENED',
      '7 as_of DATE_OUTSIDE_CALENDAR',
      '8 as_of HOLDING_DAY_TO_COME',
      '9 balance VALUE_MISSING',
    ]);
    expect(account).toMatchObject({ read: 9, taken: 1, rejected: 8 });
  });

  it('a balance in another currency, with a sign of one or with separators is refused by name', async () => {
    const { account, rejects } = await send(
      'C1,D1,D01,,DEMAND_DEPOSIT,USD 100,2026-03-01,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,¥100,2026-03-01,,,',
      'C1,D1,D01,,DEMAND_DEPOSIT,"1,000.00",2026-03-01,,,',
    );
    expect(rejects).toEqual([2, 3, 4].map((line) => `${line} balance HOLDING_BALANCE`));
    expect(account).toMatchObject({ read: 3, taken: 0, rejected: 3 });
  });

  it('rows of a client whom nobody has told of are kept aside, listed, and count once the client appears', async () => {
    const { account } = await send(
      'C8,D1,D01,,DEMAND_DEPOSIT,8,2026-03-01,,,',
      'C9,D1,D01,,DEMAND_DEPOSIT,9,2025-12-31,,,',
      'C9,D1,D01,,DEMAND_DEPOSIT,10,2026-03-01,,,',
    );
    expect(account).toMatchObject({ taken: 3, rejected: 0, warnings: [{ code: 'HOLDINGS_KEPT_ASIDE' }] });
    const first = await service.graphql(ASIDE, { token: admin, variables: { first: 1 } });
    expect(first.data.holdingsKeptAside.edges).toEqual([
      { node: { clientId: 'C8', rows: 1, firstDay: '2026-03-01', lastDay: '2026-03-01' } },
    ]);
    const { endCursor } = first.data.holdingsKeptAside.pageInfo;
    const next = await service.graphql(ASIDE, { token: admin, variables: { after: endCursor } });
    expect(next.data.holdingsKeptAside.edges).toEqual([
      { node: { clientId: 'C9', rows: 2, firstDay: '2025-12-31', lastDay: '2026-03-01' } },
    ]);
    expect(await client('C9', 'S1')).toMatchObject({ deposits: null, holdings: [] });
    await register('C9');
    expect(await client('C9', 'S1')).toMatchObject({ deposits: '10.00' });
    const left = await service.graphql(ASIDE, { token: admin });
    expect(left.data.holdingsKeptAside.edges).toHaveLength(1);
    const forged = Buffer.from('["!"]').toString('base64url');
    const refused = await service.graphql(ASIDE, { token: admin, variables: { after: forged } });
    expect(refused.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  it('shows what a client has to those who see all of the client, and nothing of it to others', async () => {
    for (const as of ['S1', 'M1']) expect(await client('C1', as)).toMatchObject({ deposits: '52487.70' });
    for (const as of ['S2', 'M2', 'HO'])
      expect(await client('C1', as)).toEqual({ id: 'C1', deposits: null, loans: null, holdings: [], balances: [] });
  });

  it('balances are asked of 1 to 400 days of the calendar', async () => {
    expect(await client('C1', 'S1', '2025-02-14', '2026-03-20')).toMatchObject({ balances: expect.any(Array) });
    expect(await client('C1', 'S1', '2025-02-13', '2026-03-20')).toMatchObject({ code: 'BALANCE_DAYS', field: ['to'] });
    expect(await client('C1', 'S1', '2026-03-02', '2026-03-01')).toMatchObject({ code: 'BALANCE_DAYS' });
    expect(await client('C1', 'S1', '1980-03-01', '1980-03-02')).toMatchObject({ code: 'DATE_OUTSIDE_CALENDAR' });
    const { balances } = await client('C1', 'S1', '2026-03-20', '2026-03-25');
    expect(balances.map(({ date }: { date: string }) => date)).toEqual(['2026-03-20']);
  });
});
