import { randomUUID } from 'node:crypto';
import { type Channel, Contact, ContactLogged, type ContactOutcome } from '@hengxin/contracts';
import { ScheduledBank } from '../testing/scheduled-bank.suite.js';

const HOURS = 'suggestedHours { fromHour toHour answered tried text }';
const MY_DAY = `{ myDay { items { id channel ${HOURS} } } }`;
const ENTITY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on PlanItem { id ${HOURS} } } }`;

let bank: ScheduledBank;
beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
afterAll(() => bank?.stop());

function tried(clientId: string, at: string, channel: Channel, outcome: ContactOutcome): Promise<void> {
  const contactId = randomUUID();
  const who = { contactId, clientId, staffId: 'S0', unitId: 'U1', channel, planItemId: null };
  const when = { startedAt: at, endedAt: at, loggedAt: at, businessDate: at.slice(0, 10), followUpOn: null };
  const what = { outcome, effective: outcome === 'ENGAGED', late: false, notes: null };
  return bank.service.given(Contact, contactId, ContactLogged.of({ ...who, ...when, ...what }));
}

async function items(as: string) {
  await bank.day(as);
  return (await bank.service.graphql(MY_DAY, { as })).data.myDay.items;
}

describe('the suggested hours of a plan item', () => {
  it('are when the client answers best over the suggested channel', async () => {
    // The contact with which a client begins is a call at half past eight, answered.
    await bank.client('H1', 'S1', 90);
    for (const day of ['02', '09', '16']) await tried('H1', `2025-06-${day}T10:15:00+08:00`, 'PHONE', 'ENGAGED');
    await tried('H1', '2025-06-23T11:40:00+08:00', 'PHONE', 'NO_ANSWER');
    for (const day of ['03', '10', '17', '24', '30'])
      await tried('H1', `2025-06-${day}T20:00:00+08:00`, 'WECHAT', 'ENGAGED');
    const hours = { fromHour: 10, toHour: 12, answered: 3, tried: 4 };
    const text = '10 点至 12 点最容易联系上：4 次联系中有 3 次得到回应。';
    const [item] = await items('S1');
    expect(item).toMatchObject({ channel: 'PHONE', suggestedHours: { ...hours, text } });

    const ids = [{ __typename: 'PlanItem', id: item.id }];
    const asked = await bank.service.graphql(ENTITY, {
      as: 'M1',
      variables: { ids },
      headers: { 'accept-language': 'en' },
    });
    expect(asked.data._entities[0].suggestedHours).toEqual({
      ...hours,
      text: 'Best reached from 10:00 to 12:00: answered 3 of 4 times.',
    });
  });

  it('are none for a client who never answered', async () => {
    await bank.client('H2', 'S2', null);
    await tried('H2', '2026-02-02T10:15:00+08:00', 'PHONE', 'MESSAGE_LEFT');
    expect(await items('S2')).toMatchObject([{ channel: 'PHONE', suggestedHours: null }]);
  });
});
