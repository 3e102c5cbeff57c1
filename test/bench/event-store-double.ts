import { ServerDouble } from '@hengxin/event-log/testing';

/* The DOUBLE of an EventStoreDB in a process of its own, so that it does not share one with the load. */
const double = await ServerDouble.started();
process.send?.(double.url);
process.on('disconnect', () => process.exit(0));
