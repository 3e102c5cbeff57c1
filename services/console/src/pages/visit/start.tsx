import { Button } from 'antd';
import { useAsk } from '../../api/ask.js';
import { sentencesAt } from '../../api/command.js';
import { toggled } from '../../app/address.js';
import { nowMs } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { Field, TextArea } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { Note } from '../../ui/states.js';
import { Checklist, type ShownVisit, StartVisit } from './documents.js';
import { visitTexts } from './texts.js';
import { useStep } from './use-step.js';
import css from './visit.module.css';

interface Props {
  readonly visit: ShownVisit;
  onCancel(): void;
}
interface StartDraft {
  readonly ticked: readonly string[];
  readonly district: string;
  readonly reason: string;
}
const EMPTY_START: StartDraft = { ticked: [], district: '', reason: '' };

/** The checklist before departure, and the start: one that is not prepared needs a reason. */
export function Start({ visit, onCancel }: Props) {
  const t = useTexts(visitTexts);
  const list = useAsk(Checklist, {}, { keep: true }).data?.visitChecklist ?? [];
  const step = useStep('startVisit', visit, StartVisit, (data) => data.startVisit);
  const { busy, errors, fault, refused } = step;
  const begun = (refused?.form as StartDraft | undefined) ?? EMPTY_START;
  const { value: draft, change: setDraft, done } = useKept(`start ${visit.id}`, begun);
  const change = (part: Partial<StartDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { ticked, district, reason } = draft;
  const { ready, score, required } = visit.preparation;
  const isWhole = ready || reason.trim() !== '';
  const start = async () => {
    const checklist = list.map(({ item, version }) => ({ item, version, done: ticked.includes(item) }));
    // One that is put right began when it did.
    const startedAt = refused?.input.startVisit?.startedAt ?? new Date(nowMs()).toISOString();
    const told = { district: district.trim() || null, overrideReason: reason.trim() || null };
    const input = { visitId: visit.id, startedAt, checklist, ...told };
    if (await step.take(input, { form: draft, said: t.started, isWhole })) done();
  };
  return (
    <>
      <Card title={t.checklist}>
        <p className={css.quiet}>{t.checklistHint}</p>
        <ul className={css.checklist}>
          {list.map(({ item, text }) => (
            <li key={item}>
              <label>
                <input
                  type="checkbox"
                  checked={ticked.includes(item)}
                  onChange={() => change({ ticked: toggled(ticked, item) })}
                />
                {text}
              </label>
            </li>
          ))}
        </ul>
      </Card>
      <FormNote errors={errors} fault={fault} named={['overrideReason', 'district']} />
      <Field
        label={t.district}
        hint={t.districtHint}
        maxLength={100}
        autoComplete="off"
        value={district}
        error={sentencesAt(errors, 'district')}
        onChange={(text) => change({ district: text })}
      />
      {!ready && (
        <>
          <Note kind="warning">{t.notReady(score, required)}</Note>
          <TextArea
            label={t.override}
            value={reason}
            maxLength={500}
            error={sentencesAt(errors, 'overrideReason')}
            onChange={(text) => change({ reason: text })}
          />
        </>
      )}
      <div className={css.pinned}>
        <Button size="large" onClick={onCancel}>
          {t.cancel}
        </Button>
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={step.isWaiting && !isWhole}
          onClick={() => void start()}
        >
          {t.start}
        </Button>
      </div>
    </>
  );
}
