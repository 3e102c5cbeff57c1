import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { CreateGroup } from './documents.js';
import { groupsTexts } from './texts.js';

/** Makes a group; its members are added on its own page. */
export function CreateSheet({ onClose }: { onClose(): void }) {
  const t = useTexts(groupsTexts);
  const say = useSay();
  const open = useNavigate();
  const [name, setName] = useState('');
  const { send, busy, errors, fault } = useCommand(CreateGroup, (data) => data.createGroup);
  const create = async () => {
    const created = await send({ name, channel: 'WECHAT_GROUP' });
    if (!created?.clientGroup) return;
    say(t.created);
    void open(`/groups/${encodeURIComponent(created.clientGroup.id)}`);
  };
  return (
    <Sheet
      title={t.addTitle}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!name.trim()} onClick={() => void create()}>
          {t.create}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['name']} />
      <Field label={t.name} value={name} maxLength={100} error={sentencesAt(errors, 'name')} onChange={setName} />
    </Sheet>
  );
}
