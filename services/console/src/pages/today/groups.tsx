import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.js';
import type { WaitingContact } from '../../offline/outbox.js';
import { ItemCard } from './item-card.js';
import type { LeftSheet } from './log-sheet.js';
import { type DayView, MISSED_SHOWN, type ShownItem } from './model.js';
import { Settled } from './settled.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** What the user is about to do. */
export type Doing =
  | { readonly kind: 'log' | 'more' | 'defer' | 'skip'; readonly item: ShownItem }
  | { readonly kind: 'fix'; readonly entry: WaitingContact }
  | { readonly kind: 'resume'; readonly left: LeftSheet }
  | { readonly kind: 'add'; readonly day: string }
  | { readonly kind: 'overdue' };

interface Props {
  readonly view: DayView;
  readonly isToday: boolean;
  readonly day: string;
  /** What this device logged and the platform has not answered. */
  readonly waiting: readonly WaitingContact[];
  onDo(doing: Doing): void;
}

/** The items: those missed before, those to be done, and folded away those that are settled. */
export function ItemGroups({ view, isToday, day, waiting, onDo }: Props) {
  const t = useTexts(todayTexts);
  // Many would push the day itself out of sight.
  const missed = view.missed.length > MISSED_SHOWN + 1 ? view.missed.slice(0, MISSED_SHOWN) : view.missed;
  const card = (item: ShownItem) => <ItemCard key={item.id} item={item} isToday={isToday} onDo={onDo} />;
  return (
    <>
      {view.missed.length > 0 && (
        <Group title={t.missed} count={view.missed.length}>
          {missed.map(card)}
          {missed.length < view.missed.length && (
            <li>
              <Button block size="large" className={css.allMissed ?? ''} onClick={() => onDo({ kind: 'overdue' })}>
                {t.allMissed(view.missed.length)}
              </Button>
            </li>
          )}
        </Group>
      )}
      {view.open.length > 0 && (
        <Group title={t.open} count={view.open.length}>
          {view.open.map(card)}
        </Group>
      )}
      {view.settled.length > 0 && <Settled items={view.settled} day={day} waiting={waiting} />}
    </>
  );
}

function Group({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <h2 className={css.group}>
        {title} <span>{count}</span>
      </h2>
      <ol className={css.list}>{children}</ol>
    </section>
  );
}
