import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { type Rejection, sentencesAt } from '../../api/command.js';
import { nowMs } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { FormNote } from '../../parts/form-note.js';
import { usesOf } from '../../parts/topics/model.js';
import { TopicChooser } from '../../parts/topics/topic-chooser.js';
import { useKept } from '../../parts/use-kept.js';
import { Chips, ManyChips } from '../../ui/chips.js';
import { Field, TextArea } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { EndVisit, type ShownVisit } from './documents.js';
import {
  EMPTY_END,
  type EndDraft,
  FINDING_KINDS,
  type FindingKind,
  findingsOf,
  isComplete,
  minutesBetween,
  numberOf,
  type Outcome,
  OUTCOMES,
  withKinds,
  withNothing,
} from './model.js';
import { visitTexts } from './texts.js';
import { useStep } from './use-step.js';
import css from './visit.module.css';

const FIELDS = ['outcome', 'findings', 'notes', 'achieved', 'reactions'];
const MINUTE_MS = 60_000;

interface Props {
  readonly visit: ShownVisit;
  onCancel(): void;
}

/**
 * A visit under way: what was learnt, in large fields, and its end, with or without a network. What was written
 * outlives a reload.
 */
export function EndForm({ visit, onCancel }: Props) {
  const t = useTexts(visitTexts);
  const { take, busy, errors, fault, refused } = useStep('endVisit', visit, EndVisit, (data) => data.endVisit);
  const begun = (refused?.form as EndDraft | undefined) ?? EMPTY_END;
  const { value: draft, change: setDraft, done } = useKept(`end ${visit.id}`, begun);
  const end = async () => {
    if (!draft.outcome) return;
    const input = {
      visitId: visit.id,
      // One that is put right was over when it was.
      endedAt: refused?.input.endVisit?.endedAt ?? new Date(nowMs()).toISOString(),
      outcome: draft.outcome,
      findings: findingsOf(draft),
      notes: draft.notes.trim() || null,
      achieved: numberOf(draft.achieved),
      reactions: usesOf(draft.topic ?? null),
    };
    if (await take(input, { form: draft, said: t.ended })) done();
  };
  return (
    <>
      <Running since={visit.startedAt ?? ''} />
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Fields visit={visit} draft={draft} errors={errors} onChange={setDraft} />
      {!isComplete(draft) && <p className={css.needs}>{t.endNeeds}</p>}
      <div className={css.pinned}>
        <Button size="large" onClick={onCancel}>
          {t.noShow}
        </Button>
        <Button type="primary" size="large" loading={busy} disabled={!isComplete(draft)} onClick={() => void end()}>
          {t.end}
        </Button>
      </div>
    </>
  );
}

/** How long it has been going on. */
function Running({ since }: { readonly since: string }) {
  const t = useTexts(visitTexts);
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), MINUTE_MS / 4);
    return () => clearInterval(timer);
  }, []);
  return <p className={css.running}>{t.running(minutesBetween(since, now))}</p>;
}

interface FieldsProps {
  readonly visit: ShownVisit;
  readonly draft: EndDraft;
  readonly errors: readonly Rejection[];
  onChange(draft: EndDraft): void;
}
function Fields({ visit, draft, errors, onChange }: FieldsProps) {
  const t = useTexts(visitTexts);
  const words = useTexts(termTexts);
  const terms = useTexts(visitTerms);
  const change = (part: Partial<EndDraft>) => onChange({ ...draft, ...part });
  const at = (field: string) => sentencesAt(errors, field);
  return (
    <Card title={t.findings}>
      <div className={css.form}>
        <Chips<Outcome>
          legend={t.outcome}
          columns={4}
          values={OUTCOMES}
          value={draft.outcome}
          error={at('outcome')}
          text={(one) => words.outcome[one]}
          onChange={(outcome) => change({ outcome })}
        />
        <ManyChips<FindingKind>
          legend={`${t.found} · ${t.findingsHint}`}
          columns={4}
          values={FINDING_KINDS}
          chosen={draft.kinds}
          text={(one) => terms.finding[one]}
          onChange={(kinds) => onChange(withKinds(draft, kinds))}
        />
        {at('findings') && (
          <p className={css.error} role="alert">
            {at('findings')}
          </p>
        )}
        <label className={css.nothing}>
          <input
            type="checkbox"
            checked={draft.isNothing}
            onChange={({ target }) => onChange(withNothing(draft, target.checked))}
          />
          {terms.finding.NONE}
        </label>
        {draft.kinds.map((kind) => (
          <TextArea
            key={kind}
            label={t.findingOf[kind]}
            value={draft.texts[kind]}
            maxLength={2000}
            onChange={(text) => change({ texts: { ...draft.texts, [kind]: text } })}
          />
        ))}
        {draft.kinds.includes('FUNDS') && (
          <Field label={t.amount} type="number" value={draft.amount} onChange={(amount) => change({ amount })} />
        )}
        <TopicChooser
          topics={visit.client.topics}
          interests={visit.client.interests}
          choice={draft.topic ?? null}
          error={at('reactions')}
          onChange={(topic) => change({ topic })}
        />
        {visit.goal?.target !== null && visit.goal?.target !== undefined && (
          <Field
            label={t.achieved(visit.goal.unit ?? '')}
            type="number"
            value={draft.achieved}
            error={at('achieved')}
            onChange={(achieved) => change({ achieved })}
          />
        )}
        <TextArea
          label={t.notes}
          placeholder={t.notesHint}
          value={draft.notes}
          maxLength={4000}
          error={at('notes')}
          onChange={(notes) => change({ notes })}
        />
      </div>
    </Card>
  );
}
