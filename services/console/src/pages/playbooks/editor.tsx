import { Button } from 'antd';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { Field, TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { type Playbook, SavePlaybook } from './documents.js';
import { draftOf, EMPTY_PLAYBOOK, inputOf, isComplete, type PlaybookDraft } from './model.js';
import { playbooksTexts } from './texts.js';

const FIELDS = ['title', 'text', 'topics', 'productCodes'];

/** Writes a playbook, or another version of one. */
export function Editor({ before, onClose }: { readonly before: Playbook | null; onClose(): void }) {
  const t = useTexts(playbooksTexts);
  const say = useSay();
  const form = useKept<PlaybookDraft>(`playbook ${before?.id ?? ''}`, before ? draftOf(before) : EMPTY_PLAYBOOK);
  const { value: draft, change: setDraft } = form;
  const { send, busy, errors, fault } = useCommand(SavePlaybook, (data) => data.savePlaybook);
  const change = (part: Partial<PlaybookDraft>) => setDraft((known) => ({ ...known, ...part }));
  const at = (field: string) => sentencesAt(errors, field);
  const shut = () => {
    form.done();
    onClose();
  };
  const save = async () => {
    if (!(await send(inputOf(draft, before)))) return;
    say(t.saved);
    shut();
  };
  return (
    <Sheet
      title={before ? t.changeOf(before.title) : t.addTitle}
      isHeld={form.isTouched}
      onClose={shut}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!isComplete(draft)} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field
        label={t.name}
        value={draft.title}
        maxLength={100}
        error={at('title')}
        onChange={(title) => change({ title })}
      />
      <TextArea
        label={t.text}
        hint={t.textHint}
        value={draft.text}
        maxLength={4000}
        error={at('text')}
        onChange={(text) => change({ text })}
      />
      <Field
        label={t.topics}
        hint={t.topicsHint}
        value={draft.topics}
        error={at('topics')}
        onChange={(topics) => change({ topics })}
      />
      <Field
        label={t.products}
        hint={t.productsHint}
        value={draft.productCodes}
        error={at('productCodes')}
        onChange={(productCodes) => change({ productCodes })}
      />
    </Sheet>
  );
}
