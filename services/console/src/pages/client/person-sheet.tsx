import { Button } from 'antd';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
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

const draftOf = ({ kind, taboos, preferences, tradingHabits, doNotContact }: ShownClient) => ({
  kind,
  taboos: taboos.join('、'),
  preferences: preferences ?? '',
  tradingHabits: tradingHabits ?? '',
  doNotContact,
});

/** Changes what is known of the client as a person; the platform keeps what differs alone. */
export function PersonSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts).person;
  const texts = useTexts(clientTexts);
  const say = useSay();
  const { value: draft, change: setDraft, done, isTouched } = useKept(`person ${client.id}`, () => draftOf(client));
  const { kind, taboos, preferences, tradingHabits, doNotContact } = draft;
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const { send, busy, errors, fault } = useCommand(ChangeProfile, (data) => data.changeClientProfile);
  const shut = () => {
    done();
    onClose();
  };
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
    shut();
  };
  return (
    <Sheet
      title={texts.changeTitle(client.name)}
      isHeld={isTouched}
      onClose={shut}
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
        onChange={(one) => change({ kind: one })}
      />
      <Field
        label={t.taboos}
        hint={t.listHint}
        value={taboos}
        error={sentencesAt(errors, 'taboos')}
        onChange={(text) => change({ taboos: text })}
        autoComplete="off"
      />
      <TextArea
        label={t.preferences}
        value={preferences}
        error={sentencesAt(errors, 'preferences')}
        maxLength={2000}
        onChange={(text) => change({ preferences: text })}
      />
      <TextArea
        label={t.tradingHabits}
        value={tradingHabits}
        error={sentencesAt(errors, 'tradingHabits')}
        maxLength={2000}
        onChange={(text) => change({ tradingHabits: text })}
      />
      <Chips<(typeof WISHES)[number]>
        legend={t.doNotContact}
        columns={2}
        values={WISHES}
        value={doNotContact ? 'yes' : 'no'}
        text={(one) => t.wishes[one]}
        onChange={(one) => change({ doNotContact: one === 'yes' })}
      />
    </Sheet>
  );
}
