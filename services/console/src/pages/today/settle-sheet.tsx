import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { sentencesAt, useCommand } from '../../api/command.js';
import { dayAfter } from '../../app/days.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { FormNote } from '../../parts/form-note.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { TextArea } from '../../ui/field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import { DeferItem, SkipItem } from './commands.js';
import { DEFERRALS, type Deferral, deferralDay, type ShownItem } from './model.js';
import { todayTexts } from './texts.js';

const REASON_MOST = 1000;

interface ReasonProps {
  readonly usual: readonly string[];
  readonly value: string;
  readonly error: string;
  onChange(reason: string): void;
}

/** Why, by a tap or in own words. */
export function ReasonField({ usual, value, error, onChange }: ReasonProps) {
  const t = useTexts(todayTexts);
  return (
    <>
      <Chips legend={t.usualReasons} values={usual} value={value} text={String} onChange={onChange} />
      <TextArea
        label={t.reason}
        value={value}
        placeholder={t.reasonHint}
        maxLength={REASON_MOST}
        error={error}
        onChange={onChange}
      />
    </>
  );
}

interface DeferProps {
  readonly item: ShownItem;
  readonly today: string;
  readonly nextWorkingDay: string;
  onClose(): void;
}

export function DeferSheet({ item, today, nextWorkingDay, onClose }: DeferProps) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const say = useSay();
  const { send, busy, errors, fault } = useCommand(DeferItem, (data) => data.deferPlanItem);
  const [choice, setChoice] = useState<Deferral>('next');
  const [named, setNamed] = useState('');
  const [reason, setReason] = useState(t.deferReasons[0] ?? '');
  const to = deferralDay(choice, today, nextWorkingDay) ?? named;
  const save = async () => {
    if (!(await send({ planItemId: item.id, to, reason }))) return;
    say(t.deferred(format.dayMonth(to)));
    onClose();
  };
  const chip = (one: Deferral) => {
    const day = deferralDay(one, today, nextWorkingDay);
    return day ? `${t.deferrals[one]}\n${format.dayMonth(day)}` : t.deferrals[one];
  };
  return (
    <Sheet
      title={t.deferTitle(item.client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} disabled={!to} onClick={() => void save()}>
          {t.defer}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['to', 'reason']} />
      <Chips
        legend={t.day}
        columns={4}
        values={DEFERRALS}
        value={choice}
        error={choice === 'other' ? '' : sentencesAt(errors, 'to')}
        text={chip}
        onChange={setChoice}
      />
      {choice === 'other' && (
        <DateField
          label={t.day}
          min={dayAfter(today, 1)}
          value={named}
          error={sentencesAt(errors, 'to')}
          onChange={setNamed}
        />
      )}
      <ReasonField usual={t.deferReasons} value={reason} error={sentencesAt(errors, 'reason')} onChange={setReason} />
    </Sheet>
  );
}

export function SkipSheet({ item, onClose }: { readonly item: ShownItem; onClose(): void }) {
  const t = useTexts(todayTexts);
  const say = useSay();
  const { send, busy, errors, fault } = useCommand(SkipItem, (data) => data.skipPlanItem);
  const [reason, setReason] = useState('');
  const save = async () => {
    if (!(await send({ planItemId: item.id, reason }))) return;
    say(t.skipped);
    onClose();
  };
  return (
    <Sheet
      title={t.skipTitle(item.client.name)}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" loading={busy} onClick={() => void save()}>
          {t.skip}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={['reason']} />
      <ReasonField usual={t.skipReasons} value={reason} error={sentencesAt(errors, 'reason')} onChange={setReason} />
      {reason === t.skipReasons[1] && (
        <Note kind="warning">
          {t.skipStill} <Link to={`/clients/${encodeURIComponent(item.client.id)}`}>{t.openClient}</Link>
        </Note>
      )}
    </Sheet>
  );
}
