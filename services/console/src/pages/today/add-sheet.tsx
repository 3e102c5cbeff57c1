import { Button } from 'antd';
import { useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Tier } from '../../parts/tier.js';
import { Field } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { More, Skeleton } from '../../ui/states.js';
import { means } from '../clients/model.js';
import { useSearch } from '../clients/use-search.js';
import { AddItem, OwnClients } from './documents.js';
import { ReasonField } from './settle-sheet.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Found {
  readonly id: string;
  readonly name: string;
}

/** Puts one of the user's clients into the plan of a day by hand. */
export function AddSheet({ day, onClose }: { readonly day: string; onClose(): void }) {
  const t = useTexts(todayTexts);
  const say = useSay();
  const [client, setClient] = useState<Found | null>(null);
  const [reason, setReason] = useState('');
  const { send, busy, errors, fault } = useCommand(AddItem, (data) => data.addPlanItem);
  const save = async () => {
    if (!client || !(await send({ clientId: client.id, date: day, reason }))) return;
    say(t.added);
    onClose();
  };
  return (
    <Sheet
      title={client ? `${t.addTitle}：${client.name}` : t.addTitle}
      onClose={onClose}
      footer={
        client && (
          <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
            {t.add}
          </Button>
        )
      }
    >
      <FormNote errors={errors} fault={fault} named={['reason']} />
      {client ? (
        <ReasonField usual={t.addReasons} value={reason} error={sentencesAt(errors, 'reason')} onChange={setReason} />
      ) : (
        <Finder onFound={setClient} />
      )}
    </Sheet>
  );
}

/** The user's own clients, longest without contact first; a text finds any of them. */
function Finder({ onFound }: { onFound(client: Found): void }) {
  const t = useTexts(todayTexts);
  const { person } = useMe();
  const [text, setText] = useState('');
  const list = useAskPages(OwnClients, { rmId: person?.id ?? '' }, (data) => data.clients, { when: person !== null });
  const searched = useSearch(text);
  const found =
    searched.edges?.map(({ node }) => node) ??
    (list.edges &&
      means(
        list.edges.map(({ node }) => node),
        text,
      ));
  return (
    <>
      <Field
        label={t.findClient}
        type="search"
        value={text}
        placeholder={t.findHint}
        onChange={setText}
        autoComplete="off"
      />
      {!found && <Skeleton rows={5} height={48} />}
      {found?.length === 0 && <p className={css.hint}>{t.noneFound}</p>}
      <ul className={css.found}>
        {found?.map((client) => (
          <li key={client.id}>
            <button type="button" onClick={() => onFound(client)}>
              <b>{client.name}</b>
              <Tier tier={client.tier} />
              <span>{client.id}</span>
            </button>
          </li>
        ))}
      </ul>
      <More list={searched.edges ? searched : list} />
    </>
  );
}
