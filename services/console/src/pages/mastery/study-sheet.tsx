import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import { nowMs, today } from '../../app/clock.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Field, TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { LogStudy } from './documents.js';
import { begunAt, MINUTES, spanOf } from './model.js';
import { masteryTexts } from './texts.js';
import css from './mastery.module.css';

const FIELDS = ['topic', 'source', 'startedAt', 'endedAt', 'note'];
const USUAL = 60;

/** Logs what was studied, once it is over: what, from what, when and how long. */
export function StudySheet({ onClose }: { onClose(): void }) {
  const t = useTexts(masteryTexts);
  const say = useSay();
  const [topic, setTopic] = useState('');
  const [source, setSource] = useState('');
  const [day, setDay] = useState(today);
  const [minutes, setMinutes] = useState<number>(USUAL);
  const [hour, setHour] = useState(() => begunAt(nowMs(), USUAL));
  const [note, setNote] = useState('');
  const { send, busy, errors, fault } = useCommand(LogStudy, (data) => data.logStudy);
  const at = (field: string) => sentencesAt(errors, field);
  const span = spanOf(day, hour, minutes);
  const save = async () => {
    if (!span) return;
    const words = { topic: topic.trim(), source: source.trim() || null, note: note.trim() || null };
    if (!(await send({ ...words, ...span }))) return;
    say(t.saved);
    onClose();
  };
  return (
    <Sheet
      title={t.logTitle}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={!topic.trim() || !span}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      <Field label={t.topic} value={topic} maxLength={200} error={at('topic')} autoComplete="off" onChange={setTopic} />
      <Chips<number>
        legend={t.minutes}
        columns={3}
        values={MINUTES}
        value={minutes}
        error={at('endedAt')}
        text={t.minutesOf}
        onChange={setMinutes}
      />
      <div className={css.pair}>
        <DateField label={t.day} hint={t.dayHint} max={today()} value={day} error={at('startedAt')} onChange={setDay} />
        <Field label={t.start} type="time" value={hour} onChange={setHour} />
      </div>
      <Field
        label={t.source}
        hint={t.sourceHint}
        value={source}
        maxLength={200}
        error={at('source')}
        autoComplete="off"
        onChange={setSource}
      />
      <TextArea label={t.note} value={note} maxLength={2000} error={at('note')} onChange={setNote} />
    </Sheet>
  );
}
