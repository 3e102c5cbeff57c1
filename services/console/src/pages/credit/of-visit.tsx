import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { type Named, type Share, sharersOf } from './model.js';
import { creditTexts } from './texts.js';
import css from './credit.module.css';

const SplitSheet = lazy(async () => ({ default: (await import('./split-sheet.js')).SplitSheet }));

interface Props {
  readonly visit: { readonly id: string; readonly staff: Named; readonly participants: readonly Named[] };
  readonly credit: readonly Share[];
  /** Who helped with the visit; null for a request that nobody has accepted. */
  readonly helpers: readonly (Named | null)[];
  /** The visit is the caller's own. */
  readonly maySplit: boolean;
}

/** Whose work a visit was; whose visit it is may share it, where somebody took part. */
export function CreditOfVisit({ visit, credit, helpers, maySplit }: Props) {
  const t = useTexts(creditTexts);
  const [isSplitting, split] = useState(false);
  const sharers = sharersOf(visit, helpers);
  const isShared = maySplit && sharers.length > 1;
  return (
    <Card title={t.title} extra={isShared && <Button onClick={() => split(true)}>{t.split}</Button>}>
      <ul className={css.shares}>
        {credit.map(({ staff, percent }) => (
          <li key={staff.id}>
            <span>{staff.name}</span> <b>{t.share(percent)}</b>
          </li>
        ))}
      </ul>
      <Suspense>
        {isSplitting && (
          <SplitSheet visitId={visit.id} sharers={sharers} credit={credit} onClose={() => split(false)} />
        )}
      </Suspense>
    </Card>
  );
}
