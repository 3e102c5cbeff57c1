import { topicKey, type TopicUse } from '@hengxin/contracts';

/**
 * What was talked about on a visit, each topic once: those with a reaction first, then those that were only named,
 * which count as NEUTRAL.
 */
export function toldUses(reactions: readonly TopicUse[], named: readonly string[]): TopicUse[] {
  const uses = [...reactions];
  const keys = new Set(reactions.map(({ topic }) => topicKey(topic)));
  for (const topic of named) {
    if (keys.has(topicKey(topic))) continue;
    keys.add(topicKey(topic));
    uses.push({ topic, reaction: 'NEUTRAL' });
  }
  return uses;
}
