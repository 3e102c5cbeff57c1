import { useState } from 'react';
import { useTexts } from '../app/texts.js';
import { Select } from '../ui/field.js';
import { type Named, useManagersIn, useUnitsAround } from './managers.js';
import { partTexts } from './texts.js';

interface Props {
  readonly label: string;
  /** What stands for nobody. */
  readonly none: string;
  /** Where the looking begins: the caller's own unit, or the one that is looked at. */
  readonly unitId: string;
  readonly value: string;
  readonly exceptId?: string | undefined;
  readonly error?: string;
  readonly hint?: string;
  onChange(manager: Named | null): void;
}

/** A relationship manager of a unit; of one beside or below it where the caller sees more than one. */
export function ManagerSelect({ label, none, unitId, value, exceptId, error, hint, onChange }: Props) {
  const t = useTexts(partTexts);
  const [inUnit, setUnit] = useState(unitId);
  const units = useUnitsAround(unitId);
  const managers = useManagersIn(inUnit).filter(({ id }) => id !== exceptId);
  return (
    <>
      {units.length > 1 && (
        <Select
          label={t.unitOf(label)}
          value={inUnit}
          values={units.map(({ id }) => id)}
          text={(id) => nameIn(units, id)}
          onChange={(id) => {
            setUnit(id);
            onChange(null);
          }}
        />
      )}
      <Select
        label={label}
        none={none}
        value={value}
        values={managers.map(({ id }) => id)}
        text={(id) => `${nameIn(managers, id)} ${id}`}
        error={error}
        hint={hint}
        onChange={(id) => onChange(managers.find((one) => one.id === id) ?? null)}
      />
    </>
  );
}

const nameIn = (list: readonly Named[], id: string): string => list.find((one) => one.id === id)?.name ?? id;
