import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { ReasonSheet } from '../../parts/reason-sheet.js';
import { useSay } from '../../ui/say.js';
import { AnswerHelp, type Help } from './documents.js';
import { helpTexts } from './texts.js';

/** Declines a request with a reason: it climbs one step. */
export function DeclineSheet({ request, onClose }: { readonly request: Help; onClose(): void }) {
  const t = useTexts(helpTexts);
  const say = useSay();
  const { send, ...sending } = useCommand(AnswerHelp, (data) => data.answerHelp);
  const decline = async (reason: string | null) => {
    if (!(await send({ helpRequestId: request.id, accept: false, reason }))) return;
    say(t.declined);
    onClose();
  };
  return (
    <ReasonSheet
      title={t.declineTitle}
      under={t.declineHint}
      label={t.reason}
      go={t.act.decline}
      isNeeded
      {...sending}
      onSend={(reason) => void decline(reason)}
      onClose={onClose}
    />
  );
}
