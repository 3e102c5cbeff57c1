import { Button } from 'antd';
import { useAskPages } from '../../api/ask.js';
import { readFragment } from '../../api/graphql.js';
import { today } from '../../app/clock.js';
import { daysBetween } from '../../app/days.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { useOutbox } from '../../offline/outbox.js';
import { Tier } from '../../parts/tier.js';
import { session } from '../../session/session.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { ItemFields, Overdue } from './documents.js';
import type { Doing } from './groups.js';
import { pendingOf, shownItems } from './model.js';
import { CardReason, ReasonLabels } from './reason-text.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** Everything that was missed on earlier days, longest due first. */
export function OverdueSheet({ onDo, onClose }: { onDo(doing: Doing): void; onClose(): void }) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const list = useAskPages(Overdue, {}, (data) => data.overdue, { keep: true, showsOwn: true });
  const pending = pendingOf(useOutbox(session.subject()));
  const items =
    list.edges &&
    shownItems(
      list.edges.map(({ node }) => readFragment(ItemFields, node)),
      pending,
    ).filter(({ status }) => status === 'MISSED');
  return (
    <Sheet title={t.missed} under={t.overdueHint} onClose={onClose}>
      <Answer of={{ ...list, data: items }}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty title={t.noOverdue} />
          ) : (
            <ol className={css.overdueList}>
              {shown.map((item) => (
                <li key={item.id}>
                  <div>
                    <b>{item.client.name}</b> <Tier tier={item.client.tier} />
                    <p>
                      <CardReason reason={item.reason} />
                    </p>
                    <ReasonLabels item={item} />
                    <small>
                      {t.missedSince(format.dayMonth(item.dueSince))} ·{' '}
                      {t.overdue(Math.max(daysBetween(item.dueSince, today()), 1))}
                    </small>
                  </div>
                  <Button
                    color="primary"
                    variant="filled"
                    aria-label={t.logFor(item.client.name)}
                    onClick={() => onDo({ kind: 'log', item })}
                  >
                    {t.log}
                  </Button>
                  <Button aria-label={t.moreFor(item.client.name)} onClick={() => onDo({ kind: 'more', item })}>
                    {t.moreShort}
                  </Button>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
      <More list={list} />
    </Sheet>
  );
}
