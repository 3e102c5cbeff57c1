import { Button } from 'antd';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import type { Leave } from './documents.js';
import { inOrder, isReported, lengthOf, mayCancel, standingOf } from './model.js';
import { leaveTexts } from './texts.js';
import css from './leave.module.css';

interface Props {
  readonly leaves: readonly Leave[];
  readonly today: string;
  /** Of several people: each line says whose it is. */
  readonly withNames?: boolean;
  onCancel(leave: Leave): void;
  onReport(leave: Leave): void;
}

/** Leaves in the order of their days, with who covers; one that is not over can be taken back. */
export function LeaveList({ leaves, today, withNames = false, onCancel, onReport }: Props) {
  const t = useTexts(leaveTexts);
  if (leaves.length === 0) return <Empty title={t.none} hint={t.noneHint} />;
  return (
    <Card title={t.list}>
      <ul className={css.list}>
        {inOrder(leaves).map((leave) => (
          <Line
            key={leave.id}
            leave={leave}
            today={today}
            withName={withNames}
            onCancel={() => onCancel(leave)}
            onReport={() => onReport(leave)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface LineProps {
  readonly leave: Leave;
  readonly today: string;
  readonly withName: boolean;
  onCancel(): void;
  onReport(): void;
}
function Line({ leave, today, withName, onCancel, onReport }: LineProps) {
  const t = useTexts(leaveTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { from, to, portion, staff, cover } = leave;
  const standing = standingOf(leave, today);
  const days =
    from === to ? format.nearDay(from, today) : t.span(format.nearDay(from, today), format.nearDay(to, today));
  const facts = [t.days(lengthOf(leave)), terms.portion[portion], cover ? t.coveredBy(cover.name) : t.notCovered];
  return (
    <li data-standing={standing}>
      <div>
        <p>
          {withName && <b>{staff.name}</b>} <strong>{days}</strong> <em>{t.standing[standing]}</em>
        </p>
        <small>{facts.join(' · ')}</small>
      </div>
      {isReported(leave, today) && (
        <Button aria-label={t.reportOf(staff.name, days)} onClick={onReport}>
          {t.report}
        </Button>
      )}
      {mayCancel(leave, today) && (
        <Button aria-label={t.cancelOf(staff.name, days)} onClick={onCancel}>
          {t.cancel}
        </Button>
      )}
    </li>
  );
}
