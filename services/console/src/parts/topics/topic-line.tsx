import { useTexts } from '../../app/texts.js';
import type { Topic } from './documents.js';
import { topicTexts } from './texts.js';
import css from './topics.module.css';

/** Topics in a line of a card, each with how it was taken last. */
export function TopicLine({ topics }: { readonly topics: readonly Pick<Topic, 'topic' | 'lastReaction'>[] }) {
  const t = useTexts(topicTexts);
  if (topics.length === 0) return null;
  return (
    <p className={css.line}>
      <b>{t.topic}</b>
      {topics.map(({ topic, lastReaction }) => (
        <span key={topic}>
          {topic}
          {lastReaction && <em data-reaction={lastReaction}>{t.reactions[lastReaction]}</em>}
        </span>
      ))}
    </p>
  );
}
