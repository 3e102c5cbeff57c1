import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt } from '../../api/command.js';
import { today } from '../../app/clock.js';
import { dayAfter } from '../../app/days.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitStepTexts } from '../../locales/visit-steps.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { Chips, ManyChips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field, TextArea } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { MISS_REASONS, type MissReason } from '../visits/model.js';
import { ReviewVisit, type ShownVisit } from './documents.js';
import { EMPTY_REVIEW, isWholeReview, type Result, RESULTS, type ReviewDraft } from './model.js';
import { visitTexts } from './texts.js';
import { useStep } from './use-step.js';
import css from './visit.module.css';

const FIELDS = ['result', 'reasons', 'lesson', 'nextTopic', 'nextOn'];
const DAYS = { week: 7, fortnight: 14, month: 30 } as const;
type DayChoice = keyof typeof DAYS | 'other';
const DAY_CHOICES: readonly DayChoice[] = ['week', 'fortnight', 'month', 'other'];

/** The look back in a minute: how far, why not, what comes next. The next date becomes a promise. */
export function ReviewForm({ visit }: { readonly visit: ShownVisit }) {
  const t = useTexts(visitTexts);
  const words = useTexts(visitStepTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const step = useStep('reviewVisit', visit, ReviewVisit, (data) => data.reviewVisit);
  const { busy, errors, fault } = step;
  const begun = (step.refused?.form as ReviewDraft | undefined) ?? EMPTY_REVIEW;
  const { value: draft, change: setDraft, done } = useKept(`review ${visit.id}`, begun);
  const change = (part: Partial<ReviewDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { result } = draft;
  const isWhole = isWholeReview(draft);
  const isMissed = result === 'PARTLY' || result === 'MISSED';
  const save = async () => {
    if (!result) return;
    const input = {
      visitId: visit.id,
      result,
      reasons: isMissed ? [...draft.reasons] : [],
      lesson: draft.lesson.trim() || null,
      nextTopic: draft.nextTopic.trim() || null,
      nextOn: draft.nextOn || null,
    };
    if (await step.take(input, { form: draft, said: t.reviewed, isWhole })) done();
  };
  const due = visit.reviewDueAt && format.moment(visit.reviewDueAt);
  return (
    <Card title={t.review}>
      <div className={css.form}>
        {due && (
          <p className={css.due} data-late={visit.reviewOverdue}>
            {visit.reviewOverdue ? t.reviewLate(due) : t.reviewDue(due)}
          </p>
        )}
        <FormNote errors={errors} fault={fault} named={FIELDS} />
        <Chips<Result>
          legend={t.result}
          columns={3}
          values={RESULTS}
          value={result}
          error={sentencesAt(errors, 'result')}
          text={(one) => terms.result[one]}
          onChange={(one) => change({ result: one })}
        />
        {isMissed && (
          <>
            <ManyChips<MissReason>
              legend={`${t.reasons} · ${t.reasonsHint}`}
              columns={3}
              values={MISS_REASONS}
              chosen={draft.reasons}
              text={(one) => terms.missed[one]}
              onChange={(reasons) => change({ reasons })}
            />
            {sentencesAt(errors, 'reasons') && (
              <p className={css.error} role="alert">
                {sentencesAt(errors, 'reasons')}
              </p>
            )}
          </>
        )}
        <Next draft={draft} errors={errors} interests={visit.client.interests} change={change} />
        <TextArea
          label={t.lesson}
          value={draft.lesson}
          maxLength={2000}
          error={sentencesAt(errors, 'lesson')}
          onChange={(lesson) => change({ lesson })}
        />
        {step.isWaiting && isMissed && !isWhole && <p className={css.needs}>{words.needsReview}</p>}
        <Button
          type="primary"
          size="large"
          block
          loading={busy}
          disabled={!result || (step.isWaiting && !isWhole)}
          onClick={() => void save()}
        >
          {t.saveReview}
        </Button>
      </div>
    </Card>
  );
}

interface NextProps {
  readonly draft: ReviewDraft;
  readonly errors: Parameters<typeof sentencesAt>[0];
  readonly interests: readonly string[];
  change(part: Partial<ReviewDraft>): void;
}
/** What to talk about next, by a tap on what the client likes or in words, and when. */
function Next({ draft, errors, interests, change }: NextProps) {
  const t = useTexts(visitTexts);
  const format = useFormat();
  const [choice, setChoice] = useState<DayChoice | null>(draft.nextOn ? 'other' : null);
  const choose = (next: DayChoice) => {
    setChoice(next);
    if (next !== 'other') change({ nextOn: dayAfter(today(), DAYS[next]) });
  };
  return (
    <>
      {interests.length > 0 && (
        <Chips
          legend={t.interests}
          values={interests}
          value={draft.nextTopic}
          text={String}
          onChange={(nextTopic) => change({ nextTopic })}
        />
      )}
      <Field
        label={t.nextTopic}
        value={draft.nextTopic}
        maxLength={200}
        autoComplete="off"
        error={sentencesAt(errors, 'nextTopic')}
        onChange={(nextTopic) => change({ nextTopic })}
      />
      <Chips<DayChoice>
        legend={`${t.nextOn} · ${t.nextOnHint}`}
        columns={4}
        values={DAY_CHOICES}
        value={choice}
        error={choice === 'other' ? '' : sentencesAt(errors, 'nextOn')}
        text={(one) =>
          one === 'other'
            ? t.dayChoices.other
            : `${t.dayChoices[one]}\n${format.dayMonth(dayAfter(today(), DAYS[one]))}`
        }
        onChange={choose}
      />
      {choice === 'other' && (
        <DateField
          label={t.nextOn}
          min={dayAfter(today(), 1)}
          value={draft.nextOn}
          error={sentencesAt(errors, 'nextOn')}
          onChange={(nextOn) => change({ nextOn })}
        />
      )}
    </>
  );
}
