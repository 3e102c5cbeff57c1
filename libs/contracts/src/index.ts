export * from './calendar/business-calendar.js';
export * from './calendar/dates.js';
export * from './catalogue.js';
export * from './client-registry/client.events.js';
export * from './client-registry/single-facts.js';
export * from './contact-scheduling/plan.events.js';
export { healed } from './healing.js';
export * from './organisation/org-tree.js';
export * from './organisation/organisation.events.js';
export { FIRST_DAY, readInstant } from './instant.js';
export { line, prose, unseenInLine, unseenInProse } from './plain-text.js';
export {
  ID_PATTERN,
  ROLES,
  UNIT_KINDS,
  CHANNELS,
  PURPOSES,
  TIERS,
  OUTCOMES,
  REASON_CODES,
  DAY_KINDS,
  CALENDARS,
  Id,
  Instant,
  BusinessDate as BusinessDateSchema,
  Role,
  UnitKind,
  Channel,
  Purpose,
  Tier,
  ContactOutcome,
  ReasonCode,
  DayKind,
  Birthday,
} from './values.js';
export * from './visit-logging/contact.events.js';
