import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { ManagerSelect } from '../../parts/manager-select.js';
import { keeperOf } from '../../parts/may-change.js';
import { TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { AskForHelp } from './documents.js';
import { helpTexts } from './texts.js';
import css from './help.module.css';

const TEXT_MOST = 1000;

interface Props {
  /** With whom; without it one may be chosen. */
  readonly client?: Found | undefined;
  readonly visitId?: string;
  onClose(): void;
}

/** Asks for help in words: of a colleague who is named, else of the head of the unit. */
export function AskSheet({ client: given, visitId, onClose }: Props) {
  const t = useTexts(helpTexts);
  const say = useSay();
  const { person } = useMe();
  const [client, setClient] = useState<Found | null>(given ?? null);
  const [isFinding, setFinding] = useState(false);
  const [text, setText] = useState('');
  const [peerId, setPeer] = useState('');
  const { send, busy, errors, fault } = useCommand(AskForHelp, (data) => data.askForHelp);
  const ask = async () => {
    const about = { clientId: client?.id ?? null, visitId: visitId ?? null };
    if (!(await send({ ...about, text: text.trim(), peerId: peerId || null }))) return;
    say(t.asked);
    onClose();
  };
  if (isFinding)
    return (
      <Sheet title={t.whom} onClose={() => setFinding(false)}>
        <ClientFinder
          keptBy={keeperOf(person)}
          onFound={(found) => {
            setClient(found);
            setFinding(false);
          }}
        />
      </Sheet>
    );
  return (
    <Sheet
      title={client ? t.askFor(client.name) : t.askTitle}
      under={t.under}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!text.trim()} onClick={() => void ask()}>
          {t.ask}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['text', 'peerId']} />
      {!given && (
        <p className={css.whom}>
          {client?.name ?? t.noClient}
          <Button onClick={() => setFinding(true)}>{t.withClient}</Button>
        </p>
      )}
      <TextArea
        label={t.text}
        hint={t.textHint}
        value={text}
        maxLength={TEXT_MOST}
        error={sentencesAt(errors, 'text')}
        onChange={setText}
      />
      <ManagerSelect
        label={t.peer}
        none={t.head}
        unitId={person?.unit?.id ?? ''}
        value={peerId}
        exceptId={person?.id}
        error={sentencesAt(errors, 'peerId')}
        onChange={(peer) => setPeer(peer?.id ?? '')}
      />
    </Sheet>
  );
}
