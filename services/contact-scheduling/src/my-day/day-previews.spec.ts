import { jest } from '@jest/globals';
import { addDays, Client, ClientProfileChanged } from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { DayLoader } from './day-loader.js';
import { type DayView, viewOfDay } from './day-view.js';

const TUESDAY = addDays(MONDAY, 1);

describe('a day to come', () => {
  let bank: ScheduledBank;
  let loader: DayLoader;
  beforeAll(async () => {
    bank = await ScheduledBank.open();
    loader = bank.service.app.get(DayLoader);
    for (let i = 0; i < 24; i++)
      await bank.client(`C${String(i).padStart(2, '0')}`, 'S1', 20 + i * 3, ['PHONE', 'SMS']);
    await bank.client('D1', 'S2', 100);
  }, 60_000);
  afterAll(() => bank?.stop());

  const shown = ({ items }: Pick<DayView, 'items'>) =>
    items.map(({ id, client, channel, status, dueSince, reason }) => [
      id,
      client.id,
      channel,
      status,
      dueSince,
      reason.text,
    ]);
  /** What is drawn from the facts now, with nothing kept. */
  const drawn = async (as: string) => shown(viewOfDay(await loader.load(as, TUESDAY, MONDAY, true), 'zh'));
  const clients = ({ items }: Pick<DayView, 'items'>) => items.map(({ client }) => client.id);

  it('is drawn once for all who look at it', async () => {
    const load = jest.spyOn(loader, 'load');
    try {
      const first = await bank.day('S1', { date: TUESDAY });
      const again = await bank.day('S1', { date: TUESDAY });
      expect(again).toEqual(first);
      expect(first.items).toHaveLength(10);
      expect(load).toHaveBeenCalledTimes(1);
    } finally {
      load.mockRestore();
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['today is drawn', () => bank.day('S1')],
    ['a client was contacted, by whomever', () => bank.contact('C13', 'S3', MONDAY)],
    ['a client was promised the day', () => bank.contact('C00', 'S1', MONDAY, { followUpOn: TUESDAY })],
    [
      'a try failed and another is due',
      () => bank.contact('C01', 'S1', MONDAY, { outcome: 'NO_ANSWER', followUpOn: TUESDAY }),
    ],
    ['a consent is withdrawn, and another channel is left', () => bank.withdraw('C12', 'PHONE')],
    ['the last consent is withdrawn', () => bank.withdraw('C12', 'SMS')],
    ['a client is owed more', () => profile('C02', { contactsAYear: 52 })],
    ['a client prefers another channel', () => profile('C02', { preferredChannel: 'SMS' })],
    ['a client comes', () => bank.client('E1', 'S1', null)],
    ['a client is handed over to the manager', () => bank.handOver('D1', 'S2', 'S1', MONDAY)],
    ['a client is to be handed over on the day', () => bank.handOver('C11', 'S1', 'S2', TUESDAY)],
    [
      'an item is put off to the day',
      async () => bank.give('deferPlanItem', 'S1', { planItemId: await itemOf('S1'), to: TUESDAY, reason: '出差' }),
    ],
    [
      'an item that stood for a promise is skipped',
      async () => bank.give('skipPlanItem', 'S1', { planItemId: await itemOf('S1'), reason: '已婉拒' }),
    ],
    [
      'a client is added to it',
      () => bank.give('addPlanItem', 'S1', { clientId: 'C03', date: TUESDAY, reason: '客户来电' }),
    ],
    ['a client is added to today', () => bank.give('addPlanItem', 'S1', { clientId: 'C10', reason: '客户来电' })],
  ])('shows at once that %s', async (_what, tell) => {
    const before = await bank.day('S1', { date: TUESDAY });
    await tell();
    const after = shown(await bank.day('S1', { date: TUESDAY }));
    expect(after).toEqual(await drawn('S1'));
    expect(after).not.toEqual(shown(before));
  });

  it('changes for the one who gives a client away, too', async () => {
    expect(clients(await bank.day('S2', { date: TUESDAY }))).toEqual(['C11']);
    await bank.handOver('C11', 'S2', 'S3', TUESDAY);
    expect(clients(await bank.day('S2', { date: TUESDAY }))).toEqual([]);
    expect(clients(await bank.day('S3', { date: TUESDAY }))).toEqual(['C11']);
  });

  async function itemOf(as: string): Promise<string> {
    return (await bank.day(as)).items.find(({ status }) => status === 'OPEN')!.id;
  }
  function profile(clientId: string, changes: object): Promise<void> {
    return bank.service.given(Client, clientId, ClientProfileChanged.of({ clientId, ...changes, changedOn: MONDAY }));
  }
});
