import { Button } from 'antd';
import { useState } from 'react';
import { isDay } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { ManagerSelect } from '../../parts/manager-select.js';
import type { Named } from '../../parts/managers.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Sheet } from '../../ui/sheet.js';
import { ClientChoice } from './client-choice.js';
import { HandoverConfirm } from './handover-confirm.js';
import type { Member } from './model.js';
import { teamTexts } from './texts.js';

type Which = 'all' | 'some';
const WHICH: readonly Which[] = ['all', 'some'];
/** The platform hands over no more in one go: a portfolio at its limit. */
const MOST_CLIENTS = 400;

interface Props {
  readonly member: Member;
  readonly unitId: string;
  readonly today: string;
  onClose(): void;
}

/** Hands the clients of a relationship manager to another one, in one go: what goes along is shown first. */
export function HandoverSheet({ member, unitId, today, onClose }: Props) {
  const t = useTexts(teamTexts).sheet;
  const [receiver, setReceiver] = useState<Named | null>(null);
  const [from, setFrom] = useState(today);
  const [which, setWhich] = useState<Which | null>(null);
  const [chosen, choose] = useState<readonly string[]>([]);
  const [isAsked, ask] = useState(false);
  if (isAsked && receiver)
    return (
      <HandoverConfirm
        member={member}
        receiver={receiver}
        from={from}
        clientIds={which === 'all' ? null : chosen}
        onBack={() => ask(false)}
        onClose={onClose}
      />
    );
  const isChosen = which === 'all' || (which === 'some' && chosen.length > 0 && chosen.length <= MOST_CLIENTS);
  return (
    <Sheet
      title={t.title(member.name)}
      under={t.hint}
      onClose={onClose}
      footer={
        <Button type="primary" size="large" disabled={!receiver || !isDay(from) || !isChosen} onClick={() => ask(true)}>
          {t.preview}
        </Button>
      }
    >
      <ManagerSelect
        label={t.to}
        none={t.choose}
        unitId={unitId}
        value={receiver?.id ?? ''}
        exceptId={member.id}
        onChange={setReceiver}
      />
      <DateField label={t.from} hint={t.fromHint} min={today} value={from} onChange={setFrom} />
      <Chips<Which>
        legend={t.which}
        columns={2}
        values={WHICH}
        value={which}
        text={(one) => t[one]}
        onChange={setWhich}
      />
      {which === 'some' && <ClientChoice rmId={member.id} chosen={chosen} onChange={choose} />}
    </Sheet>
  );
}
