import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

/** A colleague, the head of the own unit, the next head above. */
export const HELP_STEPS = ['PEER', 'SUB_BRANCH', 'BRANCH'] as const;
export const HELP_STATES = ['OPEN', 'ACCEPTED', 'DONE', 'WITHDRAWN'] as const;
/** Why a request leaves a step. */
export const CLIMB_CAUSES = ['UNANSWERED', 'DECLINED'] as const;
export type HelpStep = (typeof HELP_STEPS)[number];
export type HelpState = (typeof HELP_STATES)[number];
export type ClimbCause = (typeof CLIMB_CAUSES)[number];

const help = {
  helpId: Id,
  clientId: Id.nullable().describe('With which client; null for none.'),
  askerId: Id.describe('Who asks, or keeps the client since.'),
};
/** Whom a request is addressed to, and until when. */
const rung = {
  step: z.enum(HELP_STEPS),
  addresseeId: Id.nullable().describe('Null: the unit has no head, and none above it has.'),
  unitId: Id.describe('The unit of the addressee.'),
  answerDueAt: Instant.describe('18:00 of the second working day after the step began.'),
};

export const HelpAsked = defineEvent('HelpAsked', {
  version: 1,
  summary: 'A member of staff asks for help with a client; or two missed visits running ask for it by themselves.',
  data: z.object({
    ...help,
    ...rung,
    visitId: Id.nullable(),
    askerUnitId: Id.describe('Where who asks was placed.'),
    text: personal(storedText({ max: 2000 }).nullable()).describe('Null where it was asked by itself.'),
    askedAt: Instant,
    askedOn: BusinessDate.describe('The figures count it there.'),
  }),
});

export const HelpClimbed = defineEvent('HelpClimbed', {
  version: 1,
  summary: 'A request that was not answered in time, or was declined, goes one step up.',
  data: z.object({
    ...help,
    ...rung,
    cause: z.enum(CLIMB_CAUSES),
    reason: personal(storedText({ max: 500 }).nullable()),
    climbedAt: Instant,
  }),
});

export const HelpFellOverdue = defineEvent('HelpFellOverdue', {
  version: 1,
  summary: 'A request that nobody is above to answer stays where it is, and is overdue.',
  data: z.object({
    ...help,
    cause: z.enum(CLIMB_CAUSES),
    reason: personal(storedText({ max: 500 }).nullable()),
    overdueAt: Instant,
  }),
});

export const HelpAccepted = defineEvent('HelpAccepted', {
  version: 1,
  summary: 'Somebody helps, and may see the client until the request is closed.',
  data: z.object({
    ...help,
    helperId: Id,
    askedBy: Id.describe('Who asked; the figures count it for them, even after another keeps the client.'),
    acceptedAt: Instant,
    acceptedOn: BusinessDate.describe('The figures count what was given there.'),
    askedOn: BusinessDate.describe('The figures count what was asked there.'),
    inTime: z.boolean().describe('Before its first climb.'),
  }),
});

export const HelpHandedOver = defineEvent('HelpHandedOver', {
  version: 1,
  summary: 'The client of a request went to another relationship manager, and the request went along.',
  data: z.object({ ...help, previousAskerId: Id, handedOverAt: Instant }),
});

export const HelpClosed = defineEvent('HelpClosed', {
  version: 1,
  summary: 'A request is done, or was withdrawn; the helper no longer sees the client.',
  data: z.object({ ...help, withdrawn: z.boolean(), closedAt: Instant }),
});

export const Help = defineAggregate({
  context: 'visit-logging',
  name: 'help',
  key: 'helpId',
  events: { HelpAsked, HelpClimbed, HelpFellOverdue, HelpAccepted, HelpHandedOver, HelpClosed },
});
