import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found as FoundClient } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { Field, Select, TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { LinkClient } from './commands.js';
import type { ShownClient } from './documents.js';
import { RELATIONS, type Relation } from './model.js';
import { clientTexts } from './texts.js';
import css from './client.module.css';

const FIELDS = ['relation', 'otherClientId', 'outsiderName', 'note'];
const WHO = ['client', 'outsider'] as const;

/** Puts another client or an outsider into the circle. */
export function LinkSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts).circle;
  const texts = useTexts(clientTexts);
  const say = useSay();
  const [who, setWho] = useState<(typeof WHO)[number]>('outsider');
  const [name, setName] = useState('');
  const [found, setFound] = useState<FoundClient | null>(null);
  const [relation, setRelation] = useState<Relation>('FRIEND');
  const [note, setNote] = useState('');
  const { send, busy, errors, fault } = useCommand(LinkClient, (data) => data.linkClient);
  const isNamed = who === 'client' ? found !== null : name.trim() !== '';
  const save = async () => {
    const named = who === 'client' ? { otherClientId: found?.id ?? '' } : { outsiderName: name.trim() };
    if (!(await send({ clientId: client.id, relation, ...named, note: note.trim() || null }))) return;
    say(t.linked);
    onClose();
  };
  return (
    <Sheet
      title={t.addTitle(client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!isNamed} onClick={() => void save()}>
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
      {who === 'outsider' && (
        <Field
          label={t.outsider}
          value={name}
          error={sentencesAt(errors, 'outsiderName')}
          maxLength={200}
          autoComplete="off"
          onChange={setName}
        />
      )}
      {who === 'client' && found && (
        <Found found={found} error={sentencesAt(errors, 'otherClientId')} onOther={() => setFound(null)} />
      )}
      {who === 'client' && !found && <ClientFinder onFound={setFound} />}
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

interface FoundProps {
  readonly found: FoundClient;
  readonly error: string;
  onOther(): void;
}
/** The client who was found; another one may be looked for. */
function Found({ found, error, onOther }: FoundProps) {
  const t = useTexts(clientTexts).circle;
  return (
    <div>
      <p className={css.foundClient}>
        <span>
          <b>{found.name}</b> {found.id}
        </span>
        <Button onClick={onOther}>{t.other}</Button>
      </p>
      {error && (
        <p className={css.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
