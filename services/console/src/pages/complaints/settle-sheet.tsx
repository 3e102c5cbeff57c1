import { Button } from 'antd';
import { sentencesAt, useCommand } from '../../api/command.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { useKept } from '../../parts/use-kept.js';
import { TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { AnswerComplaint, CloseComplaint, type ComplaintLine } from './documents.js';
import { complaintsTexts } from './texts.js';

interface Props {
  readonly complaint: ComplaintLine;
  onClose(): void;
}

/** Answers an open complaint, or closes one that was answered. */
export function SettleSheet({ complaint, onClose }: Props) {
  const t = useTexts(complaintsTexts);
  const say = useSay();
  const isOpen = complaint.state === 'OPEN';
  const form = useKept(`${isOpen ? 'answer' : 'close'} ${complaint.id}`, '');
  const { value: words, change: setWords } = form;
  const answering = useCommand(AnswerComplaint, (data) => data.answerComplaint);
  const closing = useCommand(CloseComplaint, (data) => data.closeComplaint);
  const { busy, errors, fault } = isOpen ? answering : closing;
  const shut = () => {
    form.done();
    onClose();
  };
  const save = async () => {
    const complaintId = complaint.id;
    const done = isOpen
      ? await answering.send({ complaintId, answer: words.trim() })
      : await closing.send({ complaintId, word: words.trim() });
    if (!done) return;
    say(isOpen ? t.answerSaved : t.closeSaved);
    shut();
  };
  return (
    <Sheet
      title={isOpen ? t.answerOf(complaint.client.name) : t.closeOf(complaint.client.name)}
      under={complaint.text ?? ''}
      isHeld={form.isTouched}
      onClose={shut}
      footer={
        <>
          <Button size="large" onClick={shut}>
            {t.cancel}
          </Button>
          <Button size="large" type="primary" loading={busy} disabled={!words.trim()} onClick={() => void save()}>
            {isOpen ? t.answer : t.close}
          </Button>
        </>
      }
    >
      <FormNote errors={errors} fault={fault} named={['answer', 'word']} />
      <TextArea
        label={isOpen ? t.answerLabel : t.closeLabel}
        value={words}
        maxLength={2000}
        error={sentencesAt(errors, isOpen ? 'answer' : 'word')}
        onChange={setWords}
      />
    </Sheet>
  );
}
