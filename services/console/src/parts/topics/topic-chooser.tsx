import { useTexts } from '../../app/texts.js';
import { Chips } from '../../ui/chips.js';
import type { Topic } from './documents.js';
import { choiceOf, offeredTopics, REACTIONS, type Reaction, type TopicChoice } from './model.js';
import { PlaybookTexts } from './playbook-texts.js';
import { topicTexts } from './texts.js';

interface Props {
  readonly topics: readonly Topic[];
  readonly interests: readonly string[];
  readonly choice: TopicChoice | null;
  /** The platform's own sentence on what was put in. */
  readonly error?: string;
  onChange(choice: TopicChoice | null): void;
}

/** What was talked about and how it was taken, a tap each; the playbooks of the topic are there to be read. */
export function TopicChooser({ topics, interests, choice, error = '', onChange }: Props) {
  const t = useTexts(topicTexts);
  const offered = offeredTopics(topics, interests, choice?.topic ?? null);
  if (offered.length === 0) return null;
  const playbooks = topics.find(({ topic }) => topic === choice?.topic)?.playbooks ?? [];
  return (
    <>
      <Chips
        legend={t.topic}
        values={['', ...offered]}
        value={choice?.topic ?? ''}
        error={error}
        text={(one) => one || t.noTopic}
        onChange={(topic) => onChange(choiceOf(topic, choice))}
      />
      {choice && (
        <Chips<Reaction>
          legend={t.reaction}
          columns={3}
          values={REACTIONS}
          value={choice.reaction}
          text={(one) => t.reactions[one]}
          onChange={(reaction) => onChange({ ...choice, reaction })}
        />
      )}
      <PlaybookTexts playbooks={playbooks} />
    </>
  );
}
