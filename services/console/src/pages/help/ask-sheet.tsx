import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { ManagerSelect } from '../../parts/manager-select.js';
import { keeperOf } from '../../parts/may-change.js';
import { useKept } from '../../parts/use-kept.js';
import { TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { AskForHelp } from './documents.js';
import { helpTexts } from './texts.js';
import css from './help.module.css';

const TEXT_MOST = 1000;

interface AskDraft {
  /** With whom; null: with nobody in particular. */
  readonly client: Found | null;
  readonly text: string;
  readonly peerId: string;
}

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
  const begun: AskDraft = { client: given ? { id: given.id, name: given.name } : null, text: '', peerId: '' };
  const form = useKept(`ask ${visitId ?? given?.id ?? ''}`, begun);
  const { client, text, peerId } = form.value;
  const change = (part: Partial<AskDraft>) => form.change((before) => ({ ...before, ...part }));
  const [isFinding, setFinding] = useState(false);
  const { send, busy, errors, fault } = useCommand(AskForHelp, (data) => data.askForHelp);
  const shut = () => {
    form.done();
    onClose();
  };
  const ask = async () => {
    const about = { clientId: client?.id ?? null, visitId: visitId ?? null };
    if (!(await send({ ...about, text: text.trim(), peerId: peerId || null }))) return;
    say(t.asked);
    shut();
  };
  if (isFinding)
    return (
      <Sheet title={t.whom} onClose={() => setFinding(false)}>
        <ClientFinder
          keptBy={keeperOf(person)}
          onFound={(found) => {
            change({ client: found });
            setFinding(false);
          }}
        />
      </Sheet>
    );
  return (
    <Sheet
      title={client ? t.askFor(client.name) : t.askTitle}
      under={t.under}
      isHeld={form.isTouched}
      onClose={shut}
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
        onChange={(words) => change({ text: words })}
      />
      <ManagerSelect
        label={t.peer}
        none={t.head}
        unitId={person?.unit?.id ?? ''}
        value={peerId}
        exceptId={person?.id}
        error={sentencesAt(errors, 'peerId')}
        onChange={(peer) => change({ peerId: peer?.id ?? '' })}
      />
    </Sheet>
  );
}
