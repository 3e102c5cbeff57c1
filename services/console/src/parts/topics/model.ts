import type { Topic } from './documents.js';

export const REACTIONS = ['WARM', 'NEUTRAL', 'COLD'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** What was talked about, as it is put in; without a reaction it was taken neither way. */
export interface TopicChoice {
  readonly topic: string;
  readonly reaction: Reaction | null;
}

/** What there is to choose: the suggested topics in their order, then interests that are not among them. Pure. */
export function offeredTopics(
  topics: readonly Pick<Topic, 'topic'>[],
  interests: readonly string[],
  chosen: string | null,
): readonly string[] {
  const offered = [...topics.map(({ topic }) => topic), ...interests, ...(chosen ? [chosen] : [])];
  return [...new Set(offered)];
}

/** Another topic has no reaction yet; the same one keeps it. Pure. */
export const choiceOf = (topic: string, before: TopicChoice | null): TopicChoice | null =>
  topic === '' ? null : before?.topic === topic ? before : { topic, reaction: null };

/** A choice as the platform takes it. Pure. */
export const usesOf = (choice: TopicChoice | null): { topic: string; reaction: Reaction }[] =>
  choice ? [{ topic: choice.topic, reaction: choice.reaction ?? 'NEUTRAL' }] : [];
