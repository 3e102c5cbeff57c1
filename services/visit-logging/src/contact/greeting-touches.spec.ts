import type { DomainEvent } from '@hengxin/event-sourcing';
import { Greetings, GreetingsRecorded } from '@hengxin/contracts';
import { VisitedBank } from '../testing/visited-bank.suite.js';

const CONTACTS = `{ contacts { edges { node {
  client { id } staff { id } unit { id } channel outcome effective late followUpOn } } } }`;

describe('rule 2: a greeting', () => {
  let bank: VisitedBank;
  beforeAll(async () => {
    bank = await VisitedBank.open();
    for (const clientId of ['C1', 'C2']) await bank.client(clientId);
  }, 60_000);
  afterAll(() => bank?.stop());

  const recorded = (listId: string, staffId: string, clientIds: string[]): DomainEvent =>
    GreetingsRecorded.of({
      ...{ listId, staffId, unitId: 'U1', festival: 'LANTERN', date: '2026-03-03', channel: 'PHONE', clientIds },
      ...{ recordedAt: '2026-03-02T08:30:00+08:00', businessDate: '2026-03-02' },
    });
  const touches = async () => {
    await bank.service.caughtUp();
    return (await bank.ask(CONTACTS, 'S1')).contacts.edges.map(({ node }: { node: object }) => node);
  };

  it('is a touch of each client, that moves no clock', async () => {
    await bank.service.given(Greetings, 'G1', recorded('G1', 'S1', ['C1', 'C2']));
    const found = await touches();
    expect(found.map(({ client }: { client: { id: string } }) => client.id).sort()).toEqual(['C1', 'C2']);
    expect(found[0]).toMatchObject({
      ...{ staff: { id: 'S1' }, unit: { id: 'U1' }, channel: 'PHONE', outcome: 'MESSAGE_LEFT' },
      ...{ effective: false, late: false, followUpOn: null },
    });
  });

  it('is one touch a client and festival, no matter who tells of it and how often', async () => {
    await bank.service.given(Greetings, 'G1', recorded('G1', 'S1', ['C1']));
    await bank.service.given(Greetings, 'G2', recorded('G2', 'S3', ['C2']));
    expect(await touches()).toHaveLength(2);
  });
});
