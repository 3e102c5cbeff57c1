import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { Field, Select, TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { LinkClient, type ShownClient } from './documents.js';
import { RELATIONS, type Relation } from './model.js';
import { clientTexts } from './texts.js';

const FIELDS = ['relation', 'otherClientId', 'outsiderName', 'note'];
const WHO = ['client', 'outsider'] as const;

/** Puts another client or an outsider into the circle. */
export function LinkSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts).circle;
  const texts = useTexts(clientTexts);
  const say = useSay();
  const [who, setWho] = useState<(typeof WHO)[number]>('outsider');
  const [name, setName] = useState('');
  const [relation, setRelation] = useState<Relation>('FRIEND');
  const [note, setNote] = useState('');
  const { send, busy, errors, fault } = useCommand(LinkClient, (data) => data.linkClient);
  const save = async () => {
    const other = name.trim();
    const named = who === 'client' ? { otherClientId: other } : { outsiderName: other };
    if (!(await send({ clientId: client.id, relation, ...named, note: note.trim() || null }))) return;
    say(t.linked);
    onClose();
  };
  return (
    <Sheet
      title={t.addTitle(client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={name.trim() === ''} onClick={() => void save()}>
          {texts.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Chips<(typeof WHO)[number]>
        legend={t.who}
        columns={2}
        values={WHO}
        value={who}
        text={(one) => t.kinds[one]}
        onChange={setWho}
      />
      <Field
        label={who === 'client' ? t.otherClient : t.outsider}
        value={name}
        error={sentencesAt(errors, who === 'client' ? 'otherClientId' : 'outsiderName')}
        maxLength={who === 'client' ? 64 : 200}
        autoComplete="off"
        onChange={setName}
      />
      <Select
        label={t.relation}
        values={RELATIONS}
        value={relation}
        error={sentencesAt(errors, 'relation')}
        text={(one) => t.relations[one]}
        onChange={(one) => setRelation(one || 'OTHER')}
      />
      <TextArea label={t.note} value={note} error={sentencesAt(errors, 'note')} maxLength={1000} onChange={setNote} />
    </Sheet>
  );
}
