import { useState } from 'react';
import { type Rejection, sentencesAt } from '../../api/command.js';
import { today } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Chips } from '../../ui/chips.js';
import { outcomeText } from '../../parts/outcome.js';
import { CHANNELS, preferredFirst, type Reach } from '../../parts/reach-model.js';
import type { Topic } from '../../parts/topics/documents.js';
import { TopicChooser } from '../../parts/topics/topic-chooser.js';
import { DateField } from '../../ui/date-field.js';
import { TextArea } from '../../ui/field.js';
import { Note } from '../../ui/states.js';
import { type Draft, MINUTES, outcomesOf, overChannel, UNTOLD } from './log-model.js';
import { FOLLOW_UPS, type FollowUp, followUpDay } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** Minutes ago. */
const ENDED = [0, 15, 30, 60, 120, 240];

interface PartProps {
  readonly draft: Draft;
  readonly errors: readonly Rejection[];
  change(part: Partial<Draft>): void;
}
interface TapsProps extends PartProps {
  readonly interests: readonly string[];
  /** What the platform suggests to talk about. */
  readonly topics: readonly Topic[];
  /** By which channels the client may be reached; undefined where that is not known. */
  readonly reach: Reach | undefined;
}

/** What is asked of every contact. */
export function Taps({ draft, errors, change, interests, topics, reach }: TapsProps) {
  const t = useTexts(todayTexts);
  const terms = useTexts(termTexts);
  const isAllowed = (channel: Draft['channel']) => !reach || reach.service.includes(channel);
  const offered = reach ? [...CHANNELS].sort((a, b) => Number(isAllowed(b)) - Number(isAllowed(a))) : CHANNELS;
  return (
    <>
      <Chips
        legend={t.channel}
        columns={5}
        values={preferredFirst(offered, reach?.preferred ?? null)}
        value={draft.channel}
        error={sentencesAt(errors, 'channel')}
        text={(one) => (isAllowed(one) ? terms.channel[one] : `${terms.channel[one]}\n${t.notAllowed}`)}
        onChange={(channel) => change(overChannel(draft, channel))}
      />
      {!isAllowed(draft.channel) && <Note kind="warning">{t.notAllowedHint(terms.channel[draft.channel])}</Note>}
      <Chips
        legend={t.outcome}
        columns={3}
        values={outcomesOf(draft.channel)}
        value={draft.outcome}
        error={sentencesAt(errors, 'outcome')}
        text={(one) => outcomeText(terms, one, draft.channel)}
        onChange={(outcome) => change({ outcome })}
      />
      <NextContact draft={draft} errors={errors} change={change} />
      <TopicChooser
        topics={topics}
        interests={interests}
        choice={draft.topic === null ? null : { topic: draft.topic, reaction: draft.reaction ?? null }}
        error={sentencesAt(errors, 'topics')}
        onChange={(choice) => change({ topic: choice?.topic ?? null, reaction: choice?.reaction ?? null })}
      />
    </>
  );
}

function NextContact({ draft, errors, change }: PartProps) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const [choice, setChoice] = useState<FollowUp>(draft.followUpOn ? 'other' : 'none');
  const choose = (next: FollowUp) => {
    setChoice(next);
    if (next !== 'other') change({ followUpOn: followUpDay(next, today()) });
  };
  const error = sentencesAt(errors, 'followUpOn');
  const chip = (one: FollowUp) => {
    const day = followUpDay(one, today());
    return day ? `${t.followUps[one]}\n${format.dayMonth(day)}` : t.followUps[one];
  };
  return (
    <>
      <Chips
        legend={t.followUp}
        columns={5}
        values={FOLLOW_UPS}
        value={choice}
        error={choice === 'other' ? '' : error}
        text={chip}
        onChange={choose}
      />
      {choice === 'other' && (
        <DateField
          label={t.day}
          value={draft.followUpOn ?? ''}
          error={error}
          onChange={(day) => change({ followUpOn: day || null })}
        />
      )}
    </>
  );
}

/** What is right as it stands for most contacts; open where the platform found fault with it. */
export function Details({ draft, errors, change }: PartProps) {
  const t = useTexts(todayTexts);
  const error = [sentencesAt(errors, 'startedAt'), sentencesAt(errors, 'endedAt')].filter(Boolean).join(' ');
  const minutes = [...new Set([...MINUTES, draft.minutes])].sort((a, b) => a - b);
  const minutesText = (count: number) => (count === UNTOLD ? t.minutesUntold : t.minutesOf(count));
  const ended = [...new Set([...ENDED, draft.endedMinutesAgo])].sort((a, b) => a - b);
  return (
    <details className={css.details} open={error !== '' || undefined}>
      <summary>
        {t.more}
        <span>{[minutesText(draft.minutes), t.endedAgo(draft.endedMinutesAgo)].join(' · ')}</span>
      </summary>
      <div>
        <Chips
          legend={t.minutes}
          values={minutes}
          value={draft.minutes}
          text={minutesText}
          onChange={(chosen) => change({ minutes: chosen })}
        />
        <Chips
          legend={t.ended}
          values={ended}
          value={draft.endedMinutesAgo}
          error={error}
          text={t.endedAgo}
          onChange={(endedMinutesAgo) => change({ endedMinutesAgo })}
        />
        <TextArea
          label={t.notes}
          value={draft.notes}
          placeholder={t.notesHint}
          maxLength={1000}
          error={sentencesAt(errors, 'notes')}
          onChange={(notes) => change({ notes })}
        />
      </div>
    </details>
  );
}
