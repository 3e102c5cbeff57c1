import { Button } from 'antd';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { changesOf, draftOf, ProfileFields } from '../../parts/profile-fields.js';
import { useKept } from '../../parts/use-kept.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { ChangeProfile } from './commands.js';
import type { ShownClient } from './documents.js';
import { clientTexts } from './texts.js';

const FIELDS = ['name', 'phone', 'tier', 'interests', 'preferredChannel', 'contactsAYear', 'birthday'];

/** Changes facts about a client; what was not touched is not sent. */
export function ProfileSheet({ client, onClose }: { readonly client: ShownClient; onClose(): void }) {
  const t = useTexts(clientTexts);
  const say = useSay();
  const { value: draft, change: setDraft, done, isTouched } = useKept(`profile ${client.id}`, () => draftOf(client));
  const { send, busy, errors, fault } = useCommand(ChangeProfile, (data) => data.changeClientProfile);
  const shut = () => {
    done();
    onClose();
  };
  const save = async () => {
    const payload = await send({ clientId: client.id, ...changesOf(client, draft) });
    if (!payload) return;
    say([t.changed, ...payload.warnings.map(({ message }) => message)].join(' '));
    shut();
  };
  return (
    <Sheet
      title={t.changeTitle(client.name)}
      isHeld={isTouched}
      onClose={shut}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <ProfileFields draft={draft} errors={errors} phoneHint={t.phoneStays} onChange={setDraft} />
    </Sheet>
  );
}
