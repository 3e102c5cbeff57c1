import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { RetireSegment } from './documents.js';
import { segmentTexts } from './texts.js';

interface Props {
  readonly segmentId: string;
  readonly name: string;
  onClose(): void;
}

/** Asks once more before a segment is retired: it does not come back. */
export function RetireSheet({ segmentId, name, onClose }: Props) {
  const t = useTexts(segmentTexts);
  const say = useSay();
  const open = useNavigate();
  const { send, busy, errors, fault } = useCommand(RetireSegment, (data) => data.retireSegment);
  const retire = async () => {
    if (!(await send({ segmentId }))) return;
    say(t.retired);
    void open('/segments');
  };
  return (
    <Sheet
      title={t.retireTitle}
      under={name}
      onClose={onClose}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t.keep}
          </Button>
          <Button size="large" type="primary" danger loading={busy} onClick={() => void retire()}>
            {t.retire}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      <p>{t.retireHint}</p>
    </Sheet>
  );
}
