import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { EMPTY_PROFILE, type ProfileDraft, ProfileFields, profileInput } from '../../parts/profile-fields.js';
import { ManyChips } from '../../ui/chips.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { RegisterClient } from './documents.js';
import { clientsTexts } from './texts.js';

const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'EMAIL', 'VISIT'] as const;
const FIELDS = ['id', 'name', 'phone', 'tier', 'interests', 'preferredChannel', 'contactsAYear', 'birthday'];

/** Makes a client known to the bank; the relationship manager who does so keeps them. */
export function RegisterSheet({ onClose }: { onClose(): void }) {
  const t = useTexts(clientsTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const open = useNavigate();
  const [id, setId] = useState('');
  const [draft, setDraft] = useState<ProfileDraft>(EMPTY_PROFILE);
  const [channels, setChannels] = useState<readonly (typeof CHANNELS)[number][]>(['PHONE']);
  const { send, busy, errors, fault } = useCommand(RegisterClient, (data) => data.registerClient);
  const save = async () => {
    const consents = channels.map((channel) => ({ channel, purpose: 'SERVICE' as const }));
    const payload = await send({ id: id.trim(), ...profileInput(draft), consents });
    if (!payload?.client) return;
    say([t.registered, ...payload.warnings.map(({ message }) => message)].join(' '));
    void open(`/clients/${encodeURIComponent(payload.client.id)}`);
  };
  return (
    <Sheet
      title={t.register}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field
        label={t.code}
        value={id}
        error={sentencesAt(errors, 'id')}
        onChange={setId}
        autoComplete="off"
        maxLength={64}
      />
      <ProfileFields draft={draft} errors={errors} onChange={setDraft} />
      <ManyChips
        legend={t.consents}
        columns={5}
        values={CHANNELS}
        chosen={channels}
        text={(channel) => terms.channel[channel]}
        onChange={setChannels}
      />
      <p>{t.consentsHint}</p>
    </Sheet>
  );
}
