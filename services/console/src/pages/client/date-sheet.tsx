import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { SetDate } from './commands.js';
import type { ShownClient } from './documents.js';
import { numberOf } from './model.js';
import { clientTexts } from './texts.js';

const CALENDARS = ['SOLAR', 'LUNAR'] as const;
const FIELDS = ['label', 'month', 'day', 'year'];

/** Tells of a day that matters to the client, by the calendar by which it comes round. */
export function DateSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts).dates;
  const texts = useTexts(clientTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const [calendar, setCalendar] = useState<(typeof CALENDARS)[number]>('SOLAR');
  const [draft, setDraft] = useState({ label: '', month: '', day: '', year: '' });
  const { send, busy, errors, fault } = useCommand(SetDate, (data) => data.setClientDate);
  const save = async () => {
    const { label, month, day, year } = draft;
    const date = { calendar, month: numberOf(month), day: numberOf(day), year: year.trim() ? numberOf(year) : null };
    if (!(await send({ clientId: client.id, label: label.trim(), ...date }))) return;
    say(t.added);
    onClose();
  };
  return (
    <Sheet
      title={t.addTitle(client.name)}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={!draft.label.trim() || !draft.month || !draft.day}
          onClick={() => void save()}
        >
          {texts.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field
        label={t.label}
        hint={t.labelHint}
        value={draft.label}
        error={sentencesAt(errors, 'label')}
        maxLength={100}
        autoComplete="off"
        onChange={(label) => setDraft({ ...draft, label })}
      />
      <Chips<(typeof CALENDARS)[number]>
        legend={t.calendar}
        columns={2}
        values={CALENDARS}
        value={calendar}
        text={(one) => terms.calendar[one]}
        onChange={setCalendar}
      />
      {(['month', 'day', 'year'] as const).map((field) => (
        <Field
          key={field}
          label={t[field]}
          hint={field === 'year' ? t.yearHint : undefined}
          type="number"
          value={draft[field]}
          error={sentencesAt(errors, field)}
          onChange={(value) => setDraft({ ...draft, [field]: value })}
        />
      ))}
    </Sheet>
  );
}
