import type { Aggregate } from '@hengxin/event-sourcing';
import { Holdings } from './client-insight/holding.events.js';
import { SignalLooks, Signals } from './client-insight/signal.events.js';
import { Circle } from './client-registry/circle.events.js';
import { Client } from './client-registry/client.events.js';
import { ClientGroup, GroupPost } from './client-registry/group.events.js';
import { Handover } from './client-registry/handover.events.js';
import { Segment } from './client-registry/segment.events.js';
import { Greetings } from './contact-scheduling/greeting.events.js';
import { Leaves } from './contact-scheduling/leave.events.js';
import { Plan } from './contact-scheduling/plan.events.js';
import { Playbook } from './contact-scheduling/playbook.events.js';
import { CalendarDays } from './organisation/calendar.events.js';
import { Staff, Unit } from './organisation/organisation.events.js';
import { Closing } from './performance-kpis/closing.events.js';
import { Coaching } from './performance-kpis/coaching.events.js';
import { Scorecard } from './performance-kpis/scorecard.events.js';
import { Targets } from './performance-kpis/targets.events.js';
import { Complaint } from './visit-logging/complaint.events.js';
import { Contact } from './visit-logging/contact.events.js';
import { ClientGifts, GiftItem, GiftStock } from './visit-logging/gift.events.js';
import { Help } from './visit-logging/help.events.js';
import { Mastery } from './visit-logging/mastery.events.js';
import { Study } from './visit-logging/study.events.js';
import { Visit } from './visit-logging/visit.events.js';

/** Every kind of stream that is published: what the relay, the transports and the generated reference know. */
export const AGGREGATES: readonly Aggregate[] = [
  Unit,
  Staff,
  Client,
  Circle,
  Handover,
  Contact,
  Plan,
  Leaves,
  Targets,
  Scorecard,
  Visit,
  GiftItem,
  GiftStock,
  ClientGifts,
  Help,
  Study,
  Holdings,
  Signals,
  Mastery,
  Closing,
  Coaching,
  CalendarDays,
  Greetings,
  Playbook,
  Complaint,
  Segment,
  ClientGroup,
  GroupPost,
  SignalLooks,
] as unknown as readonly Aggregate[];

/** Each context is a service. On one machine their ports follow the gateway's in this order. */
export const CONTEXTS = [
  'organisation',
  'client-registry',
  'contact-scheduling',
  'visit-logging',
  'performance-kpis',
  'client-insight',
] as const;
export type Context = (typeof CONTEXTS)[number];
