import { catalogue } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { eventBusConformance } from '../conformance/event-bus.suite.js';
import { logs } from '../conformance/logs.suite.js';
import { StoreTransport } from './store.transport.js';

for (const kept of logs)
  eventBusConformance(`the log itself, in ${kept.name}`, async (postgres) => {
    const { log, stop } = await kept.open(postgres);
    let fromStart = false;
    const repeating: EventLog = Object.assign(Object.create(log) as EventLog, {
      subscribe: (options: Parameters<EventLog['subscribe']>[0]) =>
        log.subscribe(fromStart && options.from !== 'end' ? { ...options, from: 'start' } : options),
    });
    return {
      log,
      transport: (parts) =>
        new StoreTransport({ context: 'performance-kpis', catalogue, bus: 'store', log: repeating, ...parts }),
      sendAgain: async () => void (fromStart = true),
      stop,
    };
  });
