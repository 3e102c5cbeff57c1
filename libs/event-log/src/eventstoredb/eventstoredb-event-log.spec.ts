import { catalogue } from '@hengxin/contracts';
import { eventLogConformance } from '../conformance/event-log.suite.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { type EventStoreUnderTest, eventStoreUnderTest, withStreamsOfItsOwn } from '../testing/index.js';

let server: EventStoreUnderTest;

beforeAll(async () => {
  server = await eventStoreUnderTest();
}, 120_000);
afterAll(() => server?.stop());

const at = (urlOf: () => string) => async () => {
  const url = urlOf();
  return {
    open: (onError?: (error: unknown) => void) =>
      createEventStoreDbEventLog({ url, catalogue, ...(onError && { onError }) }),
  };
};

eventLogConformance(
  'eventstoredb',
  at(() => server.url),
);
eventLogConformance(
  'eventstoredb, beside other platforms on the same server',
  at(() => withStreamsOfItsOwn(server.url)),
);
