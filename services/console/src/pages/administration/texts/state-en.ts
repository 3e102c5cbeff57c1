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
    'Events that a subscriber could not process, and the later events of the same key. Fix the cause, then release them: they are processed in order, and any that fail again stay parked.',
  none: 'No parked events',
  more: (service) => `${service}: showing only the oldest 100 events`,
  behind: (events) => `${events} more behind it`,
  since: (moment) => `parked since ${moment}`,
  release: 'Release',
  releaseOf: (key) => `Release the events of key ${key}`,
  releasing: 'About to be processed again',
  confirm: (events) => `Release ${events === '1' ? '1 event' : `${events} events`}?`,
  confirmHint: 'Fix the cause first. The events are processed again in order, and your release is recorded.',
  event: 'Event',
  key: 'Key',
  consumer: 'Subscriber',
  code: 'Code',
  reason: 'Reason',
  cancel: 'Cancel',
  released: (events) => `${events === '1' ? '1 event' : `${events} events`} released`,
};
