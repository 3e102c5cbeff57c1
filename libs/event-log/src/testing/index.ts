export { type EventStoreUnderTest, eventStoreUnderTest, type EventStoreWish } from './event-store-under-test.js';
export { ServerDouble, type ServerDoubleOptions } from './server-double.js';
