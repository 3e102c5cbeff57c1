import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { Field, TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { ChangeProfile } from './commands.js';
import type { ShownClient } from './documents.js';
import { listOf } from './model.js';
import { clientTexts } from './texts.js';

const FIELDS = ['kind', 'taboos', 'preferences', 'tradingHabits', 'doNotContact'];
const KINDS = ['PERSON', 'COMPANY'] as const;
const WISHES = ['yes', 'no'] as const;

/** Changes what is known of the client as a person; the platform keeps what differs alone. */
export function PersonSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts).person;
  const texts = useTexts(clientTexts);
  const say = useSay();
  const [kind, setKind] = useState(client.kind);
  const [taboos, setTaboos] = useState(client.taboos.join('、'));
  const [preferences, setPreferences] = useState(client.preferences ?? '');
  const [tradingHabits, setHabits] = useState(client.tradingHabits ?? '');
  const [doNotContact, setWish] = useState(client.doNotContact);
  const { send, busy, errors, fault } = useCommand(ChangeProfile, (data) => data.changeClientProfile);
  const save = async () => {
    const payload = await send({
      clientId: client.id,
      kind,
      taboos: listOf(taboos),
      preferences: preferences.trim() || null,
      tradingHabits: tradingHabits.trim() || null,
      doNotContact,
    });
    if (!payload) return;
    say(texts.changed);
    onClose();
  };
  return (
    <Sheet
      title={texts.changeTitle(client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {texts.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Chips<(typeof KINDS)[number]>
        legend={t.kind}
        columns={2}
        values={KINDS}
        value={kind}
        text={(one) => t.kinds[one]}
        onChange={setKind}
      />
      <Field
        label={t.taboos}
        hint={t.listHint}
        value={taboos}
        error={sentencesAt(errors, 'taboos')}
        onChange={setTaboos}
        autoComplete="off"
      />
      <TextArea
        label={t.preferences}
        value={preferences}
        error={sentencesAt(errors, 'preferences')}
        maxLength={2000}
        onChange={setPreferences}
      />
      <TextArea
        label={t.tradingHabits}
        value={tradingHabits}
        error={sentencesAt(errors, 'tradingHabits')}
        maxLength={2000}
        onChange={setHabits}
      />
      <Chips<(typeof WISHES)[number]>
        legend={t.doNotContact}
        columns={2}
        values={WISHES}
        value={doNotContact ? 'yes' : 'no'}
        text={(one) => t.wishes[one]}
        onChange={(one) => setWish(one === 'yes')}
      />
    </Sheet>
  );
}
