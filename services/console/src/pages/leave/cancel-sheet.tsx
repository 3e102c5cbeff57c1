import { Button } from 'antd';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { CancelLeave, type Leave } from './documents.js';
import { leaveTexts } from './texts.js';

/** Asks once more before a leave is taken back: plans are drawn again. */
export function CancelSheet({ leave, onClose }: { readonly leave: Leave; onClose(): void }) {
  const t = useTexts(leaveTexts);
  const format = useFormat();
  const say = useSay();
  const { send, busy, errors, fault } = useCommand(CancelLeave, (data) => data.cancelLeave);
  const cancel = async () => {
    if (!(await send({ leaveId: leave.id }))) return;
    say(t.cancelled);
    onClose();
  };
  return (
    <Sheet
      title={t.cancelTitle}
      under={`${leave.staff.name} · ${t.span(format.day(leave.from), format.day(leave.to))}`}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t.keep}
          </Button>
          <Button size="large" type="primary" danger loading={busy} onClick={() => void cancel()}>
            {t.cancel}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      <p>{t.cancelHint}</p>
    </Sheet>
  );
}
