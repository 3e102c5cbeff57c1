import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ClientFinder, type Found } from '../../parts/client-finder.js';
import { FormNote } from '../../parts/form-note.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { ChangeGroupMembers } from './documents.js';
import { groupTexts } from './texts.js';

/** Adds one client after the other; one who does not allow the channel is refused with the platform's own sentence. */
export function AddSheet({ groupId, onClose }: { readonly groupId: string; onClose(): void }) {
  const t = useTexts(groupTexts);
  const say = useSay();
  const { send, errors, fault } = useCommand(ChangeGroupMembers, (data) => data.changeGroupMembers);
  const add = async ({ id, name }: Found) => {
    if (await send({ groupId, add: [id] })) say(t.added(name));
  };
  return (
    <Sheet title={t.addTitle} under={t.addHint} onClose={onClose}>
      <FormNote errors={errors} fault={fault} named={[]} />
      <ClientFinder onFound={(client) => void add(client)} />
    </Sheet>
  );
}
