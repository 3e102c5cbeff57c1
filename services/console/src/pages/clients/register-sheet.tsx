import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { EMPTY_PROFILE, ProfileFields, profileInput } from '../../parts/profile-fields.js';
import { useKept } from '../../parts/use-kept.js';
import { ManyChips } from '../../ui/chips.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { RegisterClient } from './documents.js';
import { clientsTexts } from './texts.js';

const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'EMAIL', 'VISIT'] as const;
const EMPTY = { id: '', profile: EMPTY_PROFILE, channels: ['PHONE'] as readonly (typeof CHANNELS)[number][] };
const FIELDS = ['id', 'name', 'phone', 'tier', 'interests', 'preferredChannel', 'contactsAYear', 'birthday'];

/** Makes a client known to the bank; the relationship manager who does so keeps them. */
export function RegisterSheet({ onClose }: { onClose(): void }) {
  const t = useTexts(clientsTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const open = useNavigate();
  const { value: draft, change: setDraft, done, isTouched } = useKept('register', EMPTY);
  const change = (part: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...part }));
  const { send, busy, errors, fault } = useCommand(RegisterClient, (data) => data.registerClient);
  const shut = () => {
    done();
    onClose();
  };
  const save = async () => {
    const consents = draft.channels.map((channel) => ({ channel, purpose: 'SERVICE' as const }));
    const payload = await send({ id: draft.id.trim(), ...profileInput(draft.profile), consents });
    if (!payload?.client) return;
    done();
    say([t.registered, ...payload.warnings.map(({ message }) => message)].join(' '));
    void open(`/clients/${encodeURIComponent(payload.client.id)}`);
  };
  return (
    <Sheet
      title={t.register}
      isHeld={isTouched}
      onClose={shut}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field
        label={t.code}
        value={draft.id}
        error={sentencesAt(errors, 'id')}
        onChange={(id) => change({ id })}
        autoComplete="off"
        maxLength={64}
      />
      <ProfileFields draft={draft.profile} errors={errors} onChange={(profile) => change({ profile })} />
      <ManyChips
        legend={t.consents}
        columns={5}
        values={CHANNELS}
        chosen={draft.channels}
        text={(channel) => terms.channel[channel]}
        onChange={(channels) => change({ channels })}
      />
      <p>{t.consentsHint}</p>
    </Sheet>
  );
}
