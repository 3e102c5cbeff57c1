import { createEventStoreDbEventLog, type EventLog } from '@hengxin/event-log';
import { eventStoreUnderTest } from '@hengxin/event-log/testing';
import { eventBusConformance } from './conformance/event-bus.suite.js';
import { StoreTransport } from './store.transport.js';

eventBusConformance('the log itself, on EventStoreDB', async () => {
  const server = await eventStoreUnderTest();
  const log = createEventStoreDbEventLog({ url: server.url });
  let fromStart = false;
  const repeating: EventLog = Object.assign(Object.create(log) as EventLog, {
    subscribe: (options: Parameters<EventLog['subscribe']>[0]) =>
      log.subscribe(fromStart && options.from !== 'end' ? { ...options, from: 'start' } : options),
  });
  return {
    log,
    transport: (parts) => new StoreTransport({ context: 'performance-kpis', bus: 'store', log: repeating, ...parts }),
    sendAgain: async () => void (fromStart = true),
    stop: async () => {
      await log.close();
      await server.stop();
    },
  };
});
