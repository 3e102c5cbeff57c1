export * from './calendar/business-calendar.js';
export * from './calendar/dates.js';
export * from './calendar/festivals.js';
export * from './calendar/lunar-calendar.js';
export * from './calendar/occasions.js';
export * from './catalogue.js';
export * from './client-insight/holding-days.js';
export * from './client-insight/holding.events.js';
export * from './client-insight/signal.events.js';
export * from './client-registry/circle.events.js';
export * from './client-registry/client.events.js';
export * from './client-registry/consent-words.js';
export * from './client-registry/group.events.js';
export * from './client-registry/handover-choice.js';
export * from './client-registry/handover.events.js';
export * from './client-registry/profile-parts.js';
export * from './client-registry/segment.events.js';
export * from './client-registry/single-facts.js';
export * from './contact-scheduling/greeting.events.js';
export * from './contact-scheduling/items-done.js';
export * from './contact-scheduling/leave.events.js';
export * from './contact-scheduling/plan.events.js';
export * from './contact-scheduling/playbook.events.js';
export { catalogue } from './event-catalogue.js';
export { healed } from './healing.js';
export * from './organisation/calendar.events.js';
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
  REACTIONS,
  REASON_CODES,
  DAY_KINDS,
  CALENDARS,
  PROMPT_KINDS,
  HOLDING_KINDS,
  SIGNAL_KINDS,
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
  Reaction,
  ReasonCode,
  DayKind,
  PromptKind,
  HoldingKind,
  SignalKind,
  DayPortion,
  Birthday,
} from './values.js';
export * from './performance-kpis/closing.events.js';
export * from './performance-kpis/coaching.events.js';
export * from './performance-kpis/scorecard.events.js';
export * from './performance-kpis/targets.events.js';
export * from './visit-logging/complaint.events.js';
export * from './visit-logging/contact.events.js';
export * from './visit-logging/gift.events.js';
export * from './visit-logging/help.events.js';
export * from './visit-logging/mastery.events.js';
export * from './visit-logging/reach.js';
export * from './visit-logging/study.events.js';
export * from './visit-logging/topics.js';
export * from './visit-logging/visit.events.js';
export * from './visit-logging/dossier-id.js';
export * from './visit-logging/visit.values.js';
