import { eventLogConformance } from '../conformance/event-log.suite.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { type EventStoreUnderTest, eventStoreUnderTest } from '../testing/index.js';

let server: EventStoreUnderTest;

beforeAll(async () => {
  server = await eventStoreUnderTest();
}, 120_000);
afterAll(() => server?.stop());

eventLogConformance('eventstoredb', async () => ({
  open: (onError) => createEventStoreDbEventLog({ url: server.url, ...(onError && { onError }) }),
}));
