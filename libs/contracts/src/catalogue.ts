import type { Aggregate } from '@hengxin/event-sourcing';
import { Circle } from './client-registry/circle.events.js';
import { Client } from './client-registry/client.events.js';
import { Handover } from './client-registry/handover.events.js';
import { Leaves } from './contact-scheduling/leave.events.js';
import { Plan } from './contact-scheduling/plan.events.js';
import { Staff, Unit } from './organisation/organisation.events.js';
import { Scorecard } from './performance-kpis/scorecard.events.js';
import { Targets } from './performance-kpis/targets.events.js';
import { Contact } from './visit-logging/contact.events.js';
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
] as unknown as readonly Aggregate[];

/** Each context is a service. On one machine their ports follow the gateway's in this order. */
export const CONTEXTS = [
  'organisation',
  'client-registry',
  'contact-scheduling',
  'visit-logging',
  'performance-kpis',
] as const;
export type Context = (typeof CONTEXTS)[number];
