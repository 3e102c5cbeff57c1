import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import type { Role } from '../../app/access.js';
import { today } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Hundred } from '../../parts/hundred.js';
import { sentencesOn, sentencesOnAll, sumOf } from '../../parts/percent.js';
import { ManyChips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { CockpitMetricGroups, SaveScorecard, type Scorecard } from './card-documents.js';
import { CardGroup } from './card-group.js';
import {
  type CardDraft,
  draftOf,
  type GroupName,
  inputOf,
  isReadable,
  metricsFor,
  SCORED,
  sentGroups,
} from './card-model.js';
import { cardTexts } from './card-texts.js';
import css from './card.module.css';

const FIELDS = ['name', 'roles', 'validFrom', 'groups'];

interface Props {
  /** Null: a new one. */
  readonly card: Scorecard | null;
  onClose(): void;
}

/** A scorecard, or another version of one: whose work it scores, from when on, and what weighs how much. */
export function CardSheet({ card, onClose }: Props) {
  const t = useTexts(cardTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(card, today()));
  /** The groups that were sent, in their order: a refusal names a place. */
  const [sent, setSent] = useState<readonly GroupName[]>([]);
  const { send, busy, errors, fault } = useCommand(SaveScorecard, (data) => data.saveScorecard);
  const metrics = useAsk(CockpitMetricGroups, {}).data?.metrics;
  const about = new Map<string, string>(metrics?.map(({ code, group }) => [code, group]));
  const change = (part: Partial<CardDraft>) => setDraft((before) => ({ ...before, ...part }));
  const at = (field: string) => sentencesAt(errors, field);
  const save = async () => {
    setSent(sentGroups(draft).map(({ group }) => group));
    if (!(await send(inputOf(draft, card?.id ?? null)))) return;
    say(t.saved);
    onClose();
  };
  const sum = sumOf(draft.groups.map(({ weight }) => weight));
  // Other roles that a card names stay named unless they are taken out.
  const roles = [...new Set([...SCORED, ...(card?.roles ?? [])])];
  return (
    <Sheet
      title={card ? t.editOf(card.name) : t.addTitle}
      isHeld
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!isReadable(draft)} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field
        label={t.name}
        value={draft.name}
        maxLength={200}
        autoComplete="off"
        error={at('name')}
        onChange={(name) => change({ name })}
      />
      <ManyChips<Role>
        legend={t.roles}
        columns={2}
        values={roles}
        chosen={draft.roles}
        text={(role) => terms.role[role]}
        onChange={(chosen) => change({ roles: chosen })}
      />
      {at('roles') && (
        <p className={css.error} role="alert">
          {at('roles')}
        </p>
      )}
      <DateField
        label={t.validFrom}
        hint={t.validFromHint}
        value={draft.validFrom}
        error={at('validFrom')}
        onChange={(validFrom) => change({ validFrom })}
      />
      <p className={css.quiet}>{t.hint}</p>
      <Hundred sum={sum} text={t.sum(sum)} error={sentencesOnAll(errors, 'groups')} />
      {draft.groups.map((group) => (
        <CardGroup
          key={group.group}
          group={group}
          error={sentencesOn(errors, 'groups', sent.indexOf(group.group))}
          offer={(name, own) => metricsFor(draft, name, own, about)}
          onChange={(changed) =>
            change({ groups: draft.groups.map((one) => (one.group === changed.group ? changed : one)) })
          }
        />
      ))}
    </Sheet>
  );
}
