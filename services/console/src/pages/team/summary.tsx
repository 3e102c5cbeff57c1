import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import type { Team } from './model.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

/** The day of the whole team in four figures. */
export function Summary({ team: { planned, done, contacts, overdue, behind, members } }: { readonly team: Team }) {
  const t = useTexts(teamTexts);
  const format = useFormat();
  const isUnits = members[0]?.isUnit ?? false;
  const tiles = [
    {
      name: t.done,
      value: planned > 0 ? t.ofPlan(done, planned) : '–',
      under: planned > 0 ? format.percent(done / planned) : t.noPlan,
    },
    { name: t.contacts, value: format.count(contacts) },
    { name: t.overdue, value: format.count(overdue), title: t.overdueHint },
    {
      name: t.behind,
      value: behind === 0 ? t.noneBehind : isUnits ? t.units(behind) : t.people(behind),
      isWarning: behind > 0,
    },
  ];
  return (
    <dl className={css.summary}>
      {tiles.map(({ name, value, under, title, isWarning }) => (
        <div key={name} title={title} data-warning={isWarning}>
          <dt>{name}</dt>
          <dd>
            {value}
            {under && <small>{under}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
