import { Button } from 'antd';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { type Notice, ReplyToNotice } from './documents.js';
import { cockpitTexts } from './texts.js';

interface Props {
  readonly notice: Notice;
  onClose(): void;
}

/** What a head will do about it, said once. */
export function ReplySheet({ notice: { id, unit, replyDueOn }, onClose }: Props) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  const say = useSay();
  const { value: text, change: setText, done, isTouched } = useKept(`reply ${id}`, '');
  const { send, busy, errors, fault } = useCommand(ReplyToNotice, (data) => data.replyToNotice);
  const shut = () => {
    done();
    onClose();
  };
  const save = async () => {
    if (!(await send({ noticeId: id, reply: text }))) return;
    say(t.replySent);
    shut();
  };
  return (
    <Sheet
      title={t.replyTo(unit.name)}
      under={t.due(format.day(replyDueOn))}
      isHeld={isTouched}
      onClose={shut}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={text.trim() === ''} onClick={() => void save()}>
          {t.sendReply}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['reply']} />
      <TextArea
        label={t.replyText}
        hint={t.replyHint}
        error={sentencesAt(errors, 'reply')}
        value={text}
        maxLength={2000}
        onChange={setText}
      />
    </Sheet>
  );
}
