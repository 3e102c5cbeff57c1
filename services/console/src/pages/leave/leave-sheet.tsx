import { Button } from 'antd';
import { useState } from 'react';
import { sentencesAt, useCommand } from '../../api/command.js';
import type { Person } from '../../app/me.js';
import { isDay } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { FormNote } from '../../parts/form-note.js';
import { ManagerSelect } from '../../parts/manager-select.js';
import { useManagersIn } from '../../parts/managers.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { useSay } from '../../ui/say.js';
import { Sheet } from '../../ui/sheet.js';
import { Note } from '../../ui/states.js';
import { type Leave, TakeLeave } from './documents.js';
import { type Portion, PORTIONS, proposedCover } from './model.js';
import { leaveTexts } from './texts.js';

const FIELDS = ['staffId', 'from', 'to', 'portion', 'coverId'];

interface Props {
  readonly person: Person;
  readonly today: string;
  /** Leaves that are known: who covered before, and who is away. */
  readonly leaves: readonly Leave[];
  onClose(): void;
}

/** Records a leave: a manager's own, or as a head that of one of the staff, with a colleague who covers. */
export function LeaveSheet({ person, today, leaves, onClose }: Props) {
  const t = useTexts(leaveTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const isOwn = person.role === 'RM';
  const [staffId, setStaff] = useState(isOwn ? person.id : '');
  const [chosen, setCover] = useState<string | null>(null);
  const [portion, setPortion] = useState<Portion>('FULL');
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const { send, busy, errors, fault } = useCommand(TakeLeave, (data) => data.takeLeave);
  const at = (field: string) => sentencesAt(errors, field);
  const unitId = person.unit?.id ?? '';
  const colleagues = useManagersIn(unitId);
  const proposed = proposedCover(leaves, { staffId, from, to });
  const proposedName = colleagues.find(({ id }) => id === proposed && id !== staffId)?.name;
  const coverId = chosen ?? (proposedName && proposed) ?? '';
  const save = async () => {
    if (!(await send({ staffId, from, to, portion, coverId: coverId || null }))) return;
    say(t.saved);
    onClose();
  };
  return (
    <Sheet
      title={t.addTitle}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={!staffId || !isDay(from) || !isDay(to)}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      }
    >
      <FormNote errors={errors} fault={fault} named={FIELDS} />
      {!isOwn && (
        <ManagerSelect
          label={t.staff}
          none={t.choose}
          unitId={unitId}
          value={staffId}
          error={at('staffId')}
          onChange={(manager) => setStaff(manager?.id ?? '')}
        />
      )}
      <DateField
        label={t.from}
        value={from}
        error={at('from')}
        onChange={(day) => {
          setFrom(day);
          // A last day before the first is never meant.
          if (isDay(day) && to < day) setTo(day);
        }}
      />
      <DateField label={t.to} hint={t.toHint} min={from} value={to} error={at('to')} onChange={setTo} />
      {from <= today && to >= today && <Note kind="warning">{t.todayHint}</Note>}
      <Chips<Portion>
        legend={t.portion}
        columns={3}
        values={PORTIONS}
        value={portion}
        error={at('portion')}
        text={(one) => terms.portion[one]}
        onChange={setPortion}
      />
      <ManagerSelect
        label={t.cover}
        none={t.nobody}
        hint={chosen === null && proposedName ? t.coverProposed(proposedName) : t.coverHint}
        unitId={unitId}
        value={coverId}
        exceptId={staffId}
        error={at('coverId')}
        onChange={(manager) => setCover(manager?.id ?? '')}
      />
    </Sheet>
  );
}
