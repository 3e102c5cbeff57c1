import { Client as ClientAggregate, ClientDateRemoved, ClientDateSet, ClientProfileChanged } from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const THURSDAY = '2026-03-05';
const ENTITY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Client {
  id nextDueOn prompts { kind label from lapsesOn date text servedBy { id } facts { name value } } } } }`;

describe('a birthday makes the plan of its day', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const known = async (as: string, id: string) => {
    await bank.service.caughtUp();
    const ids = [{ __typename: 'Client', id }];
    const { data } = await bank.service.graphql<{ _entities: unknown[] }>(ENTITY, { as, variables: { ids } });
    return data!._entities[0];
  };
  const planned = async (as: string, date: string) =>
    (await bank.day(as, { date })).items.map(({ client, reason, prompts }) => [
      client.id,
      reason.code,
      prompts.map(({ kind }) => kind),
    ]);

  it('contacted a day before it, a client stands in the plan of the birthday all the same, with a sentence to read out', async () => {
    await bank.client('B1', 'S1', 1, ['PHONE'], null, { calendar: 'SOLAR', month: 3, day: 5 });
    await bank.client('B2', 'S1', 1);
    expect(await planned('S1', THURSDAY)).toEqual([['B1', 'OCCASION', ['BIRTHDAY']]]);
    const [item] = (await bank.day('S1', { date: THURSDAY })).items;
    expect(item!.reason.text).toBe('2026-03-05 是客户的生日。上次联系 2026-03-01，已过 4 天。');
    expect(item!.prompts).toMatchObject([
      { kind: 'BIRTHDAY', label: '生日', text: '2026-03-05 是客户的生日。', servedBy: null },
    ]);
  });

  it('a client says what is alive today and what comes within 14 days, to those who may know', async () => {
    await bank.client('B3', 'S2', 20, ['PHONE'], null, { calendar: 'LUNAR', month: 1, day: 21 });
    expect(await known('S2', 'B3')).toMatchObject({
      id: 'B3',
      nextDueOn: '2026-04-12',
      prompts: [
        { kind: 'BIRTHDAY', date: '2026-03-09', from: '2026-03-09', text: '2026-03-09 是客户的生日（农历正月廿一）。' },
      ],
    });
    expect(await known('M1', 'B3')).toMatchObject({ prompts: [{ kind: 'BIRTHDAY' }] });
    expect(await known('S3', 'B3')).toMatchObject({ nextDueOn: null, prompts: [] });
  });

  it('a birthday that changes moves the occasion, one that is taken away ends it', async () => {
    const change = (birthday: object | null) =>
      bank.service.given(
        ClientAggregate,
        'B1',
        ClientProfileChanged.of({ clientId: 'B1', birthday, changedOn: MONDAY } as never),
      );
    await change({ calendar: 'SOLAR', month: 3, day: 6 });
    expect(await planned('S1', THURSDAY)).toEqual([]);
    expect(await planned('S1', '2026-03-06')).toEqual([['B1', 'OCCASION', ['BIRTHDAY']]]);
    await change(null);
    expect(await planned('S1', '2026-03-06')).toEqual([]);
  });

  it('a day that the client told of makes its plan, under the name that the client gave it, until it is taken back', async () => {
    await bank.client('B5', 'S5', 20);
    const when = { setAt: `${MONDAY}T09:10:00+08:00`, setOn: MONDAY };
    const date = { calendar: 'SOLAR' as const, month: 3, day: 4, year: 2016 };
    const tell = (event: never) => bank.service.given(ClientAggregate, 'B5', event);
    await tell(ClientDateSet.of({ clientId: 'B5', dateId: 'D1', label: '结婚纪念日', date, ...when }) as never);
    expect(await planned('S5', '2026-03-04')).toEqual([['B5', 'OCCASION', ['ANNIVERSARY']]]);
    const [item] = (await bank.day('S5', { date: '2026-03-04' })).items;
    expect(item!.prompts[0]!.text).toBe('2026-03-04 是客户的“结婚纪念日”，满 10 年。');
    const gone = { removedAt: when.setAt, removedOn: MONDAY };
    await tell(ClientDateRemoved.of({ clientId: 'B5', dateId: 'D1', ...gone }) as never);
    expect(await planned('S5', '2026-03-04')).toEqual([['B5', 'CADENCE', []]]);
  });

  it('an effective contact on the day serves it', async () => {
    await bank.client('B4', 'S4', 1, ['PHONE'], null, { calendar: 'SOLAR', month: 3, day: 2 });
    expect(await planned('S4', MONDAY)).toEqual([['B4', 'OCCASION', ['BIRTHDAY']]]);
    await bank.contact('B4', 'S4', MONDAY);
    const { items } = await bank.day('S4');
    expect(items).toMatchObject([{ status: 'DONE', prompts: [{ servedBy: { id: expect.any(String) } }] }]);
    expect(await known('S4', 'B4')).toMatchObject({ prompts: [{ servedBy: items[0]!.prompts[0]!.servedBy }] });
  });
});
