import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { AddItem } from './commands.js';
import { ReasonField } from './settle-sheet.js';
import { todayTexts } from './texts.js';

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
      title={client ? t.addOf(client.name) : t.addTitle}
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
        <ClientFinder onFound={setClient} />
      )}
    </Sheet>
  );
}
