import { createPostgresEventLog, type EventLog, migrateEventLog } from '@hengxin/event-log';
import { eventBusConformance } from './conformance/event-bus.suite.js';
import { StoreTransport } from './store.transport.js';

eventBusConformance('the log itself', async ({ url, pool }) => {
  await migrateEventLog(pool);
  const log = createPostgresEventLog({ url });
  let fromStart = false;
  const repeating: EventLog = Object.assign(Object.create(log) as EventLog, {
    subscribe: (options: Parameters<EventLog['subscribe']>[0]) =>
      log.subscribe(fromStart && options.from !== 'end' ? { ...options, from: 'start' } : options),
  });
  return {
    log,
    transport: (parts) => new StoreTransport({ context: 'performance-kpis', bus: 'store', log: repeating, ...parts }),
    sendAgain: async () => void (fromStart = true),
    stop: () => log.close(),
  };
});
