import { useState } from 'react';
import { useAddress } from '../../app/address.js';
import { useTexts } from '../../app/texts.js';
import { useManagersIn } from '../../parts/managers.js';
import { UnitSelect } from '../../parts/unit-select.js';
import { Select } from '../../ui/field.js';
import { masteryTexts } from './texts.js';
import css from './mastery.module.css';

/** Whose road is looked at: one's own, or that of a manager of a unit that one sees. */
export function Whose({ unitId: own, staffId }: { readonly unitId: string; readonly staffId: string | null }) {
  const t = useTexts(masteryTexts);
  const { change } = useAddress();
  const [unitId, setUnit] = useState(own);
  const managers = useManagersIn(unitId);
  const nameOf = (id: string) => managers.find((one) => one.id === id)?.name ?? id;
  const ids = managers.map(({ id }) => id);
  return (
    <div className={css.whose}>
      <UnitSelect label={t.unit} value={unitId} onChange={setUnit} />
      <Select
        label={t.whose}
        none={t.own}
        value={staffId ?? ''}
        values={staffId && !ids.includes(staffId) ? [staffId, ...ids] : ids}
        text={nameOf}
        onChange={(id) => change({ staff: id || null })}
      />
    </div>
  );
}
