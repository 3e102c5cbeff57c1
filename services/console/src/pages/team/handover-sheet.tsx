import { Button } from 'antd';
import { useState } from 'react';
import { useAsk, useAskPages } from '../../api/ask.js';
import { isDay } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { Chips } from '../../ui/chips.js';
import { DateField } from '../../ui/date-field.js';
import { Select } from '../../ui/field.js';
import { Sheet } from '../../ui/sheet.js';
import { ClientChoice } from './client-choice.js';
import { TeamStaff, TeamUnit, TeamUnits } from './documents.js';
import { HandoverConfirm } from './handover-confirm.js';
import { HandoverProgress } from './handover-progress.js';
import type { Member } from './model.js';
import { teamTexts } from './texts.js';
import { useHandover, usePortfolio } from './use-handover.js';
import css from './team.module.css';

type Which = 'all' | 'some';
const WHICH: readonly Which[] = ['all', 'some'];

interface Props {
  readonly member: Member;
  readonly unitId: string;
  readonly today: string;
  onClose(): void;
}

/** Hands the clients of a relationship manager to another one: how many, to whom and from when is confirmed first. */
export function HandoverSheet({ member, unitId, today, onClose }: Props) {
  const t = useTexts(teamTexts).sheet;
  const [toUnit, setToUnit] = useState(unitId);
  const [receiver, setReceiver] = useState<Person | null>(null);
  const [from, setFrom] = useState(today);
  const [which, setWhich] = useState<Which>('all');
  const [chosen, choose] = useState<readonly string[]>([]);
  const [isAsked, ask] = useState(false);
  const portfolio = usePortfolio(member.id);
  const handover = useHandover();
  const clientIds = which === 'all' ? (portfolio.data ?? []) : chosen;
  if (handover.progress) return <HandoverProgress name={member.name} handover={handover} onClose={onClose} />;
  if (isAsked && receiver)
    return (
      <HandoverConfirm
        member={member}
        receiver={receiver}
        from={from}
        clientIds={clientIds}
        onBack={() => ask(false)}
        onConfirm={() => handover.start({ rmId: receiver.id, from, clientIds })}
        onClose={onClose}
      />
    );
  return (
    <Sheet
      title={t.title(member.name)}
      under={t.hint}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          size="large"
          disabled={!receiver || !isDay(from) || clientIds.length === 0}
          onClick={() => ask(true)}
        >
          {t.start(clientIds.length)}
        </Button>
      }
    >
      <p className={css.kept} role="status">
        {portfolio.data ? t.keeps(portfolio.data.length) : portfolio.error ? portfolio.error.message : t.collecting}
      </p>
      <Receiver
        unitId={unitId}
        toUnit={toUnit}
        exceptId={member.id}
        rmId={receiver?.id ?? ''}
        onUnit={setToUnit}
        onRm={setReceiver}
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

interface Person {
  readonly id: string;
  readonly name: string;
}
interface ReceiverProps {
  readonly unitId: string;
  readonly toUnit: string;
  readonly exceptId: string;
  readonly rmId: string;
  onUnit(unitId: string): void;
  onRm(manager: Person | null): void;
}
/** Who receives them: of the same unit, or of one beside it where the caller sees those. */
function Receiver({ unitId, toUnit, exceptId, rmId, onUnit, onRm }: ReceiverProps) {
  const t = useTexts(teamTexts).sheet;
  const own = useAsk(TeamUnit, { id: unitId }).data?.unit;
  const parentId = own?.parent?.id;
  const beside = useAskPages(TeamUnits, { parentId: parentId ?? '' }, ({ units }) => units, {
    when: parentId !== undefined,
  });
  const units = beside.edges?.map(({ node }) => node) ?? [];
  const staff = useAskPages(TeamStaff, { unitId: toUnit }, (data) => data.staff);
  const managers = (staff.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id, role }) => role === 'RM' && id !== exceptId);
  const nameIn = (list: readonly { id: string; name: string }[]) => (id: string) =>
    list.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      {units.length > 1 && (
        <Select
          label={t.toUnit}
          value={toUnit}
          values={units.map(({ id }) => id)}
          text={nameIn(units)}
          onChange={(id) => {
            onUnit(id);
            onRm(null);
          }}
        />
      )}
      <Select
        label={t.to}
        none={t.choose}
        value={rmId}
        values={managers.map(({ id }) => id)}
        text={(id) => `${nameIn(managers)(id)} ${id}`}
        onChange={(id) => onRm(managers.find((one) => one.id === id) ?? null)}
      />
    </>
  );
}
