export * from './calendar/business-calendar.js';
export * from './calendar/dates.js';
export * from './calendar/lunar-calendar.js';
export * from './catalogue.js';
export * from './client-registry/circle.events.js';
export * from './client-registry/client.events.js';
export * from './client-registry/consent-words.js';
export * from './client-registry/handover-choice.js';
export * from './client-registry/handover.events.js';
export * from './client-registry/profile-parts.js';
export * from './client-registry/single-facts.js';
export * from './contact-scheduling/items-done.js';
export * from './contact-scheduling/leave.events.js';
export * from './contact-scheduling/plan.events.js';
export { catalogue } from './event-catalogue.js';
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
  CLIENT_KINDS,
  PROFILE_PARTS,
  CIRCLE_RELATIONS,
  OUTCOMES,
  REASON_CODES,
  DAY_KINDS,
  CALENDARS,
  PROMPT_KINDS,
  DAY_PORTIONS,
  Id,
  Instant,
  BusinessDate as BusinessDateSchema,
  Role,
  UnitKind,
  Channel,
  Purpose,
  Tier,
  ClientKind,
  ProfilePart,
  CircleRelation,
  ContactOutcome,
  ReasonCode,
  DayKind,
  PromptKind,
  DayPortion,
  Birthday,
} from './values.js';
export * from './performance-kpis/scorecard.events.js';
export * from './performance-kpis/targets.events.js';
export * from './visit-logging/contact.events.js';
export * from './visit-logging/visit.events.js';
export * from './visit-logging/visit.values.js';
