import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import type { Road as Told } from './documents.js';
import { barsOf, hoursOf, isKind, roadOf } from './model.js';
import { masteryTexts } from './texts.js';
import css from './mastery.module.css';

/** How far somebody is, in ten stretches of a thousand hours, and when the road ends at this pace. */
export function Road({ of }: { readonly of: Told }) {
  const t = useTexts(masteryTexts);
  const format = useFormat();
  const hours = (minutes: number) => format.count(hoursOf(minutes));
  const { minutes, goalMinutes, projectedOn } = of;
  const facts = [
    [t.last90, t.hours(hours(of.minutesLast90Days))],
    [t.streak, t.streakDays(of.streak)],
    [t.longest, t.streakDays(of.longestStreak)],
  ] as const;
  const stretches = roadOf(minutes, goalMinutes);
  const toCome = projectedOn ? t.projected(format.day(projectedOn)) : t.notMoving;
  return (
    <Card title={t.road}>
      <p className={css.big}>{t.walked(hours(minutes), hours(goalMinutes))}</p>
      <div
        className={css.road}
        role="progressbar"
        aria-label={t.label(hours(minutes), hours(goalMinutes))}
        aria-valuemin={0}
        aria-valuemax={goalMinutes}
        aria-valuenow={Math.min(minutes, goalMinutes)}
      >
        {stretches.map((walked, index) => (
          <span key={index}>
            <i style={{ width: `${walked * 100}%` }} />
          </span>
        ))}
      </div>
      <div className={css.marks} aria-hidden="true">
        {stretches.map((_, index) => (
          <span key={index}>{t.thousand(index + 1)}</span>
        ))}
      </div>
      <p className={css.projected}>{minutes >= goalMinutes ? t.arrived : toCome}</p>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** What the minutes come from. */
export function ByKind({ of: { byKind } }: { readonly of: Told }) {
  const t = useTexts(masteryTexts);
  const format = useFormat();
  const bars = barsOf(byKind);
  if (bars.length === 0) return <Empty title={t.nothing} hint={t.nothingHint} />;
  return (
    <Card title={t.byKind}>
      <p className={css.quiet}>{t.byKindHint}</p>
      <ul className={css.bars}>
        {bars.map(({ kind, minutes, share }) => (
          <li key={kind}>
            <span>{isKind(kind) ? t.kind[kind] : kind}</span>
            <i aria-hidden="true" style={{ width: `${share * 100}%` }} />
            <span>{t.hours(format.count(hoursOf(minutes)))}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
