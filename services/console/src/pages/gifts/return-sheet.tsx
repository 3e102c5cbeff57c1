import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ReasonSheet } from '../../parts/reason-sheet.js';
import { useSay } from '../../ui/say.js';
import { type Gift, ReturnGift } from './documents.js';
import { giftsTexts } from './texts.js';

/** Puts a gift that was not handed over back into its stock. */
export function ReturnSheet({ gift, onClose }: { readonly gift: Gift; onClose(): void }) {
  const t = useTexts(giftsTexts);
  const say = useSay();
  const isReserved = gift.state === 'RESERVED';
  const { send, ...sending } = useCommand(ReturnGift, (data) => data.returnGift);
  const giveBack = async (reason: string | null) => {
    if (!(await send({ giftId: gift.id, reason }))) return;
    say(t.returned);
    onClose();
  };
  return (
    <ReasonSheet
      title={isReserved ? t.unreserveTitle : t.returnTitle}
      under={`${gift.item.name} · ${gift.client.name}`}
      label={t.reason}
      go={isReserved ? t.unreserve : t.act.return}
      {...sending}
      onSend={(reason) => void giveBack(reason)}
      onClose={onClose}
    />
  );
}
