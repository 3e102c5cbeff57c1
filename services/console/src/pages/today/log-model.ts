import type { LogContactInput } from '../../offline/log-contact.js';
import { type Channel, singleChannel } from '../../parts/reach-model.js';
import { type Reaction, usesOf } from '../../parts/topics/model.js';
import type { Item } from './documents.js';

const MINUTE_MS = 60_000;
const OUTCOMES = ['ENGAGED', 'INTERESTED', 'COMMITTED', 'DECLINED', 'NO_ANSWER', 'MESSAGE_LEFT'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Not said how long. */
export const UNTOLD = 0;
export const MINUTES = [UNTOLD, 5, 10, 20, 40, 60] as const;

/** What does not happen over a channel: nobody picks up a message, and nobody leaves one where they stand. */
const UNFIT: Readonly<Record<Channel, readonly Outcome[]>> = {
  PHONE: [],
  WECHAT: ['NO_ANSWER'],
  SMS: ['NO_ANSWER'],
  EMAIL: ['NO_ANSWER'],
  VISIT: ['MESSAGE_LEFT'],
};

/** What can come of a contact over a channel. */
export const outcomesOf = (channel: Channel): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => !UNFIT[channel].includes(outcome));

/** What is put into the sheet. */
export interface Draft {
  readonly channel: Channel;
  readonly outcome: Outcome | null;
  /** `UNTOLD` until somebody says so: a length that nobody chose would be made up. */
  readonly minutes: number;
  /** How many minutes ago it ended. */
  readonly endedMinutesAgo: number;
  readonly topic: string | null;
  /** How the client took the topic; null until it is told, and absent in a sheet of before it was asked for. */
  readonly reaction?: Reaction | null;
  readonly notes: string;
  readonly followUpOn: string | null;
}

/** An empty sheet for a channel. */
export function draftOf(item: Pick<Item, 'channel'>): Draft {
  return {
    channel: singleChannel(item.channel),
    outcome: null,
    minutes: UNTOLD,
    endedMinutesAgo: 0,
    topic: null,
    reaction: null,
    notes: '',
    followUpOn: null,
  };
}

/** Nobody was talked to, so nothing was talked about. */
const isSilent = (outcome: Outcome): boolean => outcome === 'NO_ANSWER' || outcome === 'MESSAGE_LEFT';

/** The draft over another channel: an outcome that does not happen there has to be chosen again. */
export const overChannel = (draft: Draft, channel: Channel): Draft => ({
  ...draft,
  channel,
  outcome: draft.outcome && outcomesOf(channel).includes(draft.outcome) ? draft.outcome : null,
});

/** What was sent before and refused, to be put right. */
export function draftOfInput(input: Omit<LogContactInput, 'commandId'>, nowMs: number): Draft {
  const [start, end] = [Date.parse(input.startedAt), Date.parse(input.endedAt)];
  const [use] = input.topics ?? [];
  const notes = input.notes ?? '';
  return {
    channel: singleChannel(input.channel),
    outcome: input.outcome,
    minutes: Math.round((end - start) / MINUTE_MS),
    endedMinutesAgo: Math.max(Math.round((nowMs - end) / MINUTE_MS), 0),
    topic: use?.topic ?? null,
    reaction: use?.reaction ?? null,
    // The topic stood in its first line.
    notes: use ? notes.split('\n').slice(1).join('\n') : notes,
    followUpOn: input.followUpOn ?? null,
  };
}

/** The command of a draft at a moment of the platform. What was talked about stands before the notes. */
export function inputOf(
  item: { readonly clientId: string; readonly planItemId: string | null },
  draft: Draft & { readonly outcome: Outcome },
  nowMs: number,
  topicLine: (topic: string) => string,
): Omit<LogContactInput, 'commandId'> {
  const end = nowMs - draft.endedMinutesAgo * MINUTE_MS;
  const { topic, reaction = null } = draft;
  const topics = topic === null || isSilent(draft.outcome) ? [] : usesOf({ topic, reaction });
  const notes = [...topics.map((use) => topicLine(use.topic)), draft.notes.trim()].filter(Boolean).join('\n');
  return {
    clientId: item.clientId,
    planItemId: item.planItemId,
    channel: draft.channel,
    outcome: draft.outcome,
    startedAt: new Date(end - draft.minutes * MINUTE_MS).toISOString(),
    endedAt: new Date(end).toISOString(),
    notes: notes || null,
    followUpOn: draft.followUpOn,
    ...(topics.length > 0 && { topics }),
  };
}
