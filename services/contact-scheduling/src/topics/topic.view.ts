import type { BusinessDate, Reaction } from '@hengxin/contracts';
import type { Language } from '@hengxin/service-kit';
import { becauseText } from './topic-text.rules.js';
import type { Suggestion } from './topics.policy.js';

/** `TopicSuggestion` of the schema, with the products by which its playbooks are found. */
export interface TopicView {
  readonly topic: string;
  readonly because: string;
  readonly lastUsedOn: BusinessDate | null;
  readonly lastReaction: Reaction | null;
  readonly productCodes: readonly string[];
}

export function topicView(suggestion: Suggestion, language: Language): TopicView {
  const { topic, lastUsedOn, lastReaction, productCodes } = suggestion;
  return { topic, because: becauseText(suggestion, language), lastUsedOn, lastReaction, productCodes };
}
