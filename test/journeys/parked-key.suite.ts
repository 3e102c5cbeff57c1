import { randomUUID } from 'node:crypto';
import { Client, Contact } from '@hengxin/contracts';
import { Kafka, logLevel } from 'kafkajs';
import type { RunningBank } from './bank.js';
import { NEWCOMERS, phoneCall, RM, SCOPE, TODAY } from './own-writes.suite.js';
import { KPI, type Kpi, KPI_CONTACTS, type KpiContacts, LOG_CONTACT, type LogContact } from './queries.js';

/**
 * Last of all on a platform of source kafka: what is parked stays so, and the figures no longer hold all that the log
 * does.
 */
export function parkedKeySuite(bank: () => RunningBank): void {
  describe('a message that is no event', () => {
    it('is told to anyone who names a position of its key, and empties nobody’s page', async () => {
      const { platform, source } = bank();
      const [stuck, ...others] = NEWCOMERS;
      const producer = new Kafka({ brokers: [source.broker!.brokers], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      for (const { topic } of [Client, Contact])
        await producer.send({ topic, messages: [{ key: stuck!, value: null }] });
      await producer.disconnect();
      const input = { commandId: randomUUID(), ...phoneCall(stuck!) };
      const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, { input });
      const figures = { scope: SCOPE, period: TODAY, metrics: ['CONTACTS'] };
      const told = await platform.ask<Kpi>(RM, KPI, { ...figures, atLeast: logContact.position });
      expect(told.errors).toMatchObject([{ extensions: { code: 'EVENTS_PARKED', field: ['atLeast'] } }]);
      expect((await platform.ask<Kpi>(RM, KPI, figures)).errors).toBeUndefined();
      const drillDown = { scope: SCOPE, period: TODAY, metric: 'CONTACTS', first: 100 };
      const { kpiContacts } = await platform.data<KpiContacts>(RM, KPI_CONTACTS, drillDown);
      expect(kpiContacts.edges.map(({ node }) => node.client.id)).toEqual(expect.arrayContaining(others));
    }, 60_000);
  });
}
