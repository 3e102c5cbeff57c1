import { jest } from '@jest/globals';
import { eventLogConformance } from '../conformance/event-log.suite.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { type EventStoreUnderTest, eventStoreUnderTest } from './testing/event-store-under-test.suite.js';

// An append of thousands of events claims thousands of ids, one call each: beside other work that takes more than the usual 5 s.
jest.setTimeout(60_000);

let server: EventStoreUnderTest;

beforeAll(async () => {
  server = await eventStoreUnderTest();
}, 120_000);
afterAll(() => server?.stop());

eventLogConformance('eventstoredb', async () => ({ open: () => createEventStoreDbEventLog({ url: server.url }) }));
