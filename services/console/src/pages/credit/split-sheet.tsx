import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Hundred } from '../../parts/hundred.js';
import { percentOf, sentencesOn, sentencesOnAll, sumOf } from '../../parts/percent.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { SplitCredit } from './documents.js';
import { type CreditDraft, draftOf, isReadable, type Named, type Share, sharesOf } from './model.js';
import { creditTexts } from './texts.js';
import css from './credit.module.css';

interface Props {
  readonly visitId: string;
  /** Who may have a share. */
  readonly sharers: readonly Named[];
  readonly credit: readonly Share[];
  onClose(): void;
}

/** Shares the credit of a visit among those who took part. */
export function SplitSheet({ visitId, sharers, credit, onClose }: Props) {
  const t = useTexts(creditTexts);
  const say = useSay();
  const [draft, setDraft] = useState<CreditDraft>(() => draftOf(credit));
  /** Whose the shares were that were sent, in their order: a refusal names a place. */
  const [sent, setSent] = useState<readonly string[]>([]);
  const { send, busy, errors, fault } = useCommand(SplitCredit, (data) => data.splitCredit);
  const save = async () => {
    const shares = sharesOf(draft, sharers);
    setSent(shares.map(({ staffId }) => staffId));
    if (!(await send({ visitId, shares }))) return;
    say(t.saved);
    onClose();
  };
  const textOf = ({ id }: Named) => draft[id] ?? '';
  const errorAt = ({ id }: Named) =>
    percentOf(draft[id] ?? '') === null ? t.notWhole : sentencesOn(errors, 'shares', sent.indexOf(id));
  const sum = sumOf(sharers.map(textOf));
  return (
    <Sheet
      title={t.splitTitle}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!isReadable(draft)} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['shares']} />
      <p className={css.hint}>{t.hint}</p>
      {sharers.map((sharer) => (
        <Field
          key={sharer.id}
          label={t.of(sharer.name, sharer.id)}
          type="number"
          autoComplete="off"
          value={textOf(sharer)}
          error={errorAt(sharer)}
          onChange={(percent) => setDraft({ ...draft, [sharer.id]: percent })}
        />
      ))}
      <Hundred sum={sum} text={t.sum(sum)} error={sentencesOnAll(errors, 'shares')} />
    </Sheet>
  );
}
