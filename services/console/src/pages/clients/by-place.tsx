import type { Person } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { useManagersIn } from '../../parts/managers.js';
import { UnitSelect } from '../../parts/unit-select.js';
import { Select } from '../../ui/field.js';
import type { Narrowing } from './model.js';
import { clientsTexts } from './texts.js';

interface Props {
  readonly narrowing: Narrowing;
  readonly unit: NonNullable<Person['unit']>;
  onNarrow(narrowing: Narrowing): void;
}

/** Of a unit, step by step from the user's own down, and of one of the relationship managers placed there. */
export function ByPlace({ narrowing, unit, onNarrow }: Props) {
  const t = useTexts(clientsTexts);
  const unitId = narrowing.unitId ?? unit.id;
  const names = new Map(useManagersIn(unitId).map(({ id, name }) => [id, name]));
  // A link may name one of another unit.
  if (narrowing.rmId && !names.has(narrowing.rmId)) names.set(narrowing.rmId, '');
  return (
    <>
      <UnitSelect
        label={t.unit}
        value={unitId}
        topId={unit.id}
        onChange={(id) => onNarrow({ ...narrowing, unitId: id === unit.id ? null : id, rmId: null })}
      />
      {names.size > 0 && (
        <Select
          label={t.rm}
          value={narrowing.rmId ?? ''}
          values={[...names.keys()]}
          none={t.everybody}
          text={(id) => `${names.get(id) ?? ''} ${id}`.trim()}
          onChange={(id) => onNarrow({ ...narrowing, rmId: id || null })}
        />
      )}
    </>
  );
}
