import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './state-zh.js';

export const en: TextsOf<typeof zh> = {
  consumers: 'Processing delay',
  consumersHint: 'How far each service’s subscribers are behind the event log, checked every 10 seconds.',
  upToDate: 'Up to date',
  lag: (seconds) => `${seconds} s behind`,
  held: (events) => `${events} parked`,
  silent: 'Not responding',
  parked: 'Parked events',
  parkedHint:
    'Events that a subscriber could not process, and the later events of the same key. Fix the cause, then release them: they are processed in order, and any that fail again stay parked. One that cannot be fixed can be skipped.',
  none: 'No parked events',
  oldest: (service, events) => `${service}: the oldest ${events} events are listed`,
  behind: (events) => `${events} more behind it`,
  since: (moment) => `parked since ${moment}`,
  release: 'Release',
  releaseOf: (key) => `Release the events of key ${key}`,
  releasing: 'About to be processed again',
  confirm: (events) => `Release ${events === '1' ? '1 event' : `${events} events`}?`,
  confirmHint: 'Fix the cause first. The events are processed again in order, and your release is recorded.',
  confirmRest: 'Events of the same key that are not listed yet are released with them.',
  skip: 'Skip',
  skipOf: (key) => `Skip the oldest event of key ${key}`,
  skipTitle: 'Skip this event?',
  skipHint:
    'This subscriber will never process it, and that cannot be undone. The later events of the same key go on in order.',
  because: 'Reason for skipping',
  becauseHint: 'It is kept on record. Do not name a client.',
  skipped: (events) => (events === '0' ? 'Skipped' : `Skipped. Later events that go on: ${events}`),
  event: 'Event',
  key: 'Key',
  consumer: 'Subscriber',
  code: 'Code',
  reason: 'Reason',
  cancel: 'Cancel',
  released: (events) => `${events === '1' ? '1 event' : `${events} events`} released`,
};
