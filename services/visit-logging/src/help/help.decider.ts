import {
  businessDateOf,
  type ClimbCause,
  HelpAccepted,
  HelpAsked,
  HelpClimbed,
  HelpClosed,
  HelpFellOverdue,
  HelpHandedOver,
  type HelpState as StateName,
} from '@hengxin/contracts';
import {
  type Command,
  type DataOf,
  type Decider,
  type EventOf,
  isRejected,
  type Rejected,
} from '@hengxin/event-sourcing';
import { contactRejections } from '../contact/contact.rejections.js';
import { helpRejections as refuse } from './help.rejections.js';
import type { Rung } from './help.rules.js';

export type HelpEvent = EventOf<
  | typeof HelpAsked
  | typeof HelpClimbed
  | typeof HelpFellOverdue
  | typeof HelpAccepted
  | typeof HelpHandedOver
  | typeof HelpClosed
>;

/** A request for help as its stream holds it. */
export interface HelpRequest extends Omit<DataOf<typeof HelpAsked>, 'answerDueAt'> {
  readonly state: StateName;
  readonly answerDueAt: string;
  readonly climbs: number;
  /** Nobody is above to answer, and its time has passed or the last one declined. */
  readonly overdue: boolean;
  readonly helperId: string | null;
  /** Who asked first, even after another keeps the client. */
  readonly askedBy: string;
}

/** Undefined before it is asked. */
export type HelpState = HelpRequest | undefined;

/** A step to climb to, and when it is to be answered. */
export type NextStep = Rung & { readonly answerDueAt: string };

interface Given {
  readonly helpId: string;
  readonly callerId: string;
  readonly now: string;
  readonly timeZone: string;
}

export type AskForHelp = Command<
  'AskForHelp',
  Given & {
    readonly clientId: string | null;
    readonly visitId: string | null;
    readonly askerUnitId: string;
    /** Null where two missed visits running ask by themselves. */
    readonly text: string | null;
    readonly peerId: string | null;
    readonly rung: Rung;
    /** Of the step that begins now: when it is to be answered, by the bank's calendar. */
    readonly answerDueAt: string;
    /** The client, if there is one, is known, and the caller sees it. */
    readonly clientWithinReach: boolean;
    /** The caller keeps the client, if there is one, or heads who does: a cover does neither. */
    readonly clientIsOwn: boolean;
    /** The visit, if one is named, is the caller's with this client. */
    readonly visitIsOwn: boolean;
    /** The colleague, if one is named, is somebody else at work who may help. */
    readonly peerKnown: boolean;
  }
>;
export type AnswerHelp = Command<
  'AnswerHelp',
  Given & {
    readonly accept: boolean;
    readonly reason: string | null;
    /** The request is addressed to the caller, or to the unit that they head. */
    readonly isAddressed: boolean;
    /** The next step up, and when it is to be answered; null at the top. */
    readonly next: NextStep | null;
  }
>;
export type CloseHelp = Command<'CloseHelp', Given & { readonly withdrawn: boolean }>;
/** By the deadline of a step alone. */
export type PassAnswerDeadline = Command<
  'PassAnswerDeadline',
  Pick<Given, 'helpId'> & { readonly at: string; readonly next: NextStep | null }
>;
/** By a handover of the client alone. */
export type HandOverHelp = Command<
  'HandOverHelp',
  { readonly helpId: string; readonly fromId: string; readonly toId: string; readonly now: string }
>;
export type HelpCommand = AskForHelp | AnswerHelp | CloseHelp | PassAnswerDeadline | HandOverHelp;

type Decision = readonly HelpEvent[] | Rejected;

/** The ladder of one request for help (rule 11): a colleague, the head of the unit, the next head above. */
export const helpDecider: Decider<HelpCommand, HelpEvent, HelpState> = {
  initial: undefined,
  decide: {
    AskForHelp: (command, help): Decision => (help ? [] : ask(command)),
    AnswerHelp: ({ accept, reason, isAddressed, next, ...given }, help): Decision => {
      const open = openRequest(given.helpId, help, isAddressed);
      if (isRejected(open)) return open;
      const { now, timeZone, callerId: helperId } = given;
      if (!accept) return climb(open, { cause: 'DECLINED', reason, at: now, next });
      // Before its first climb, by the time itself: what acts on it may come late. At the top it never climbs.
      const isDue = open.overdue || Date.parse(now) > Date.parse(open.answerDueAt);
      const inTime = open.climbs === 0 && (next === null || !isDue);
      const days = { acceptedOn: businessDateOf(now, timeZone), askedOn: open.askedOn };
      return [HelpAccepted.of({ ...subject(open), ...days, helperId, askedBy: open.askedBy, acceptedAt: now, inTime })];
    },
    CloseHelp: ({ helpId, callerId, withdrawn, now }, help): Decision => {
      const isAsker = help?.askerId === callerId;
      if (!help || !(isAsker || (help.helperId === callerId && !withdrawn))) return refuse.HELP_UNKNOWN({ helpId });
      if (help.state !== 'OPEN' && help.state !== 'ACCEPTED') return refuse.HELP_SETTLED({ helpId, state: help.state });
      if (!withdrawn && help.state === 'OPEN') return refuse.HELP_NOT_ACCEPTED({ helpId });
      return [HelpClosed.of({ ...subject(help), withdrawn, closedAt: now })];
    },
    PassAnswerDeadline: ({ at, next }, help): Decision => {
      const isPast = help?.state === 'OPEN' && !help.overdue && Date.parse(help.answerDueAt) <= Date.parse(at);
      return isPast ? climb(help, { cause: 'UNANSWERED', reason: null, at, next }) : [];
    },
    HandOverHelp: ({ fromId, toId, now }, help): Decision => {
      if (help?.askerId !== fromId || fromId === toId || (help.state !== 'OPEN' && help.state !== 'ACCEPTED'))
        return [];
      return [HelpHandedOver.of({ ...subject(help), askerId: toId, previousAskerId: fromId, handedOverAt: now })];
    },
  },
  evolve: {
    HelpAsked: (asked) => ({
      ...{ ...asked, state: 'OPEN', climbs: 0 },
      ...{ overdue: false, helperId: null, askedBy: asked.askerId },
    }),
    HelpClimbed: ({ step, addresseeId, unitId, answerDueAt: due }, help) =>
      help && { ...help, step, addresseeId, unitId, answerDueAt: due, climbs: help.climbs + 1 },
    HelpFellOverdue: (_, help) => help && { ...help, overdue: true },
    HelpAccepted: ({ helperId }, help) => help && { ...help, state: 'ACCEPTED', overdue: false, helperId },
    HelpHandedOver: ({ askerId }, help) => help && { ...help, askerId },
    HelpClosed: ({ withdrawn }, help) => help && { ...help, state: withdrawn ? 'WITHDRAWN' : 'DONE', overdue: false },
  },
};

function ask(command: AskForHelp['data']): Decision {
  const { helpId, clientId, visitId, callerId: askerId, askerUnitId, text, peerId, rung, now, timeZone } = command;
  if (!command.clientWithinReach) return contactRejections.CLIENT_UNKNOWN({ clientId: clientId ?? '' });
  if (!command.clientIsOwn) return refuse.HELP_CLIENT_NOT_KEPT({ clientId: clientId ?? '' });
  if (!command.visitIsOwn) return refuse.HELP_VISIT_FOREIGN({ visitId: visitId ?? '' });
  if (!command.peerKnown) return refuse.HELP_PEER_UNKNOWN({ peerId: peerId ?? '' });
  if (text?.trim() === '') return refuse.HELP_TEXT_MISSING();
  return [
    HelpAsked.of({
      ...{ helpId, clientId, visitId, askerId, askerUnitId, text, ...rung },
      answerDueAt: command.answerDueAt,
      askedAt: now,
      askedOn: businessDateOf(now, timeZone),
    }),
  ];
}

/** One step up; at the top a request stays, and is overdue. */
function climb(
  help: HelpRequest,
  why: {
    readonly cause: ClimbCause;
    readonly reason: string | null;
    readonly at: string;
    readonly next: NextStep | null;
  },
): readonly HelpEvent[] {
  const { cause, reason, at, next } = why;
  if (next) return [HelpClimbed.of({ ...subject(help), ...next, cause, reason, climbedAt: at })];
  return help.overdue ? [] : [HelpFellOverdue.of({ ...subject(help), cause, reason, overdueAt: at })];
}

/** An open request that is the caller's to answer; a stranger's is refused as an unknown one. */
function openRequest(helpId: string, help: HelpState, isAddressed: boolean): HelpRequest | Rejected {
  if (!help || !isAddressed) return refuse.HELP_UNKNOWN({ helpId });
  return help.state === 'OPEN' ? help : refuse.HELP_SETTLED({ helpId, state: help.state });
}

function subject({ helpId, clientId, askerId }: HelpRequest) {
  return { helpId, clientId, askerId };
}
