import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import type { Topic } from './documents.js';
import { PlaybookTexts } from './playbook-texts.js';
import { topicTexts } from './texts.js';
import css from './topics.module.css';

/** What to talk about with a client: why, when it was last, how it was taken, and what to say. */
export function TopicsCard({ topics }: { readonly topics: readonly Topic[] }) {
  const t = useTexts(topicTexts);
  return (
    <Card
      title={t.title}
      extra={
        <Link className={css.all} to="/playbooks">
          {t.allPlaybooks}
        </Link>
      }
    >
      {topics.length === 0 ? (
        <p className={css.quiet}>{t.none}</p>
      ) : (
        <ul className={css.topics}>
          {topics.map((topic) => (
            <li key={topic.topic}>
              <TopicWords topic={topic} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function TopicWords({ topic: { topic, because, lastUsedOn, lastReaction, playbooks } }: { readonly topic: Topic }) {
  const t = useTexts(topicTexts);
  const format = useFormat();
  const last =
    lastUsedOn && lastReaction ? t.lastUsed(format.dayMonth(lastUsedOn), t.reactions[lastReaction]) : t.neverUsed;
  return (
    <>
      <b>{topic}</b>
      <small data-reaction={lastReaction ?? undefined}>{last}</small>
      <p>{because}</p>
      <PlaybookTexts playbooks={playbooks} />
    </>
  );
}
