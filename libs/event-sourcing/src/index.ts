export * from './aggregate.js';
export * from './decider.js';
export * from './define-event.js';
export * from './personal.js';
export * from './recorded-event.js';
export * from './rejection.js';
