import { toggled, useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { isDay } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { DateField } from '../../ui/date-field.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import { Awaiting } from './awaiting.js';
import { UnitCard } from './unit-card.js';
import { viewOf } from './model.js';
import { organisationTexts } from './texts.js';
import { UnitTree } from './unit-tree.js';
import css from './organisation.module.css';

/**
 * The units and people of the bank as they were on a day, and what has moved; for administrators what awaits their
 * word.
 */
export function Page() {
  const t = useTexts(organisationTexts);
  const format = useFormat();
  const today = useToday();
  const { person } = useMe();
  const { params, change } = useAddress();
  const view = viewOf(params, today);
  const unitId = view.unitId ?? person?.unit?.id ?? null;
  const day = (name: string) => (value: string) => (value === '' || isDay(value)) && change({ [name]: value });
  return (
    <PageBody width="wide">
      <PageHead title={t.title} under={t.asOf(format.day(view.on))}>
        <div className={css.days}>
          <DateField label={t.on} value={view.on} onChange={day('on')} />
          <DateField
            label={t.since}
            hint={t.sinceHint}
            max={view.on}
            value={view.since ?? ''}
            onChange={day('since')}
          />
        </div>
      </PageHead>
      {person?.role === 'ADMIN' && <Awaiting />}
      <div className={css.columns}>
        <UnitTree
          view={view}
          chosen={unitId}
          onToggle={(id) => change({ open: toggled(view.open, id).join(',') })}
          onChoose={(id) => change({ unit: id }, { push: true })}
        />
        {unitId ? (
          <UnitCard key={unitId} view={view} unitId={unitId} />
        ) : (
          <Empty title={t.choose} hint={t.chooseHint} />
        )}
      </div>
    </PageBody>
  );
}
