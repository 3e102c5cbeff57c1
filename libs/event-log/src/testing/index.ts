export { bareClient, type BareClient } from './bare-client.js';
export { CERTIFICATE, KEY, OTHER_SIGNER, SIGNER } from './double-certificates.js';
export {
  type EventStoreUnderTest,
  eventStoreUnderTest,
  type EventStoreWish,
  withStreamsOfItsOwn,
} from './event-store-under-test.js';
export { ServerDouble, type ServerDoubleOptions } from './server-double.js';
