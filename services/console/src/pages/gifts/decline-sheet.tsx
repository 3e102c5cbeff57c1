import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ReasonSheet } from '../../parts/reason-sheet.js';
import { useSay } from '../../ui/say.js';
import { ApproveGift, type Gift } from './documents.js';
import { giftsTexts } from './texts.js';

/** A head's no to a gift beyond the worth of a year: it goes back into its stock. */
export function DeclineSheet({ gift, onClose }: { readonly gift: Gift; onClose(): void }) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const { send, ...sending } = useCommand(ApproveGift, (data) => data.approveGift);
  const decline = async (reason: string | null) => {
    if (!(await send({ giftId: gift.id, approve: false, reason }))) return;
    say(t.declined);
    onClose();
  };
  return (
    <ReasonSheet
      title={t.declineTitle}
      under={`${gift.item.name} · ${gift.client.name}`}
      label={t.reason}
      go={t.act.decline}
      isNeeded
      isDanger
      {...sending}
      onSend={(reason) => void decline(reason)}
      onClose={onClose}
    />
  );
}
