import { Button } from 'antd';
import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { DayBars } from './day-bars.js';
import type { Member, Team } from './model.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

interface Props {
  readonly team: Team;
  /** Null: not for this caller. */
  readonly onHandOver: ((member: Member) => void) | null;
}

/** Everybody of the team, those first who fall behind. */
export function Members({ team: { members }, onHandOver }: Props) {
  const t = useTexts(teamTexts);
  const isUnits = members[0]?.isUnit ?? false;
  const mayHandOver = onHandOver !== null && !isUnits;
  return (
    <Card title={t.members}>
      <table className={css.members}>
        <thead>
          <tr>
            <th scope="col">{isUnits ? t.unit : t.name}</th>
            <th scope="col">{t.progress}</th>
            <th scope="col" data-numeric data-wide>
              {t.contacts}
            </th>
            <th scope="col" data-numeric title={t.overdueHint}>
              {t.overdue}
            </th>
            <th scope="col" data-wide>
              {t.lastDays}
            </th>
            {mayHandOver && <td />}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.id} member={member} onHandOver={mayHandOver ? onHandOver : null} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ member, onHandOver }: { readonly member: Member; readonly onHandOver: Props['onHandOver'] }) {
  const t = useTexts(teamTexts);
  const format = useFormat();
  const { id, name, isUnit, planned, done, contacts, overdue, trend, behind } = member;
  const to = isUnit ? `?unit=${encodeURIComponent(id)}` : `/figures?staff=${encodeURIComponent(id)}&grain=WEEK`;
  const days = format.list(trend.map((value) => (value === null ? '–' : format.percent(value))));
  return (
    <tr>
      <th scope="row">
        <Link to={to}>{name}</Link>
        {behind && (
          <span className={css.behind} data-why={behind}>
            {t.why[behind]}
          </span>
        )}
      </th>
      <td>
        {planned === 0 ? (
          <span className={css.none}>{t.noPlan}</span>
        ) : (
          <span className={css.progress}>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${(done / planned) * 100}%` }} />
            </span>
            <span>{t.ofPlan(done, planned)}</span>
          </span>
        )}
      </td>
      <td data-numeric data-wide>
        {format.count(contacts)}
      </td>
      <td data-numeric data-warning={overdue > 0}>
        {format.count(overdue)}
      </td>
      <td data-wide>
        {trend.some((value) => value !== null) ? (
          <DayBars shares={trend} label={t.spark(name, days)} />
        ) : (
          <span className={css.none}>–</span>
        )}
      </td>
      {onHandOver && (
        <td data-action>
          <Button type="text" aria-label={t.handoverOf(name)} onClick={() => onHandOver(member)}>
            {t.handover}
          </Button>
        </td>
      )}
    </tr>
  );
}
