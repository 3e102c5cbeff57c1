import { Link } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Tier } from '../../parts/tier.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { type Leave, LeaveItems } from './documents.js';
import { leaveTexts } from './texts.js';
import cards from '../../parts/cards.module.css';

/** Tells the one who was away, and their head, whom the cover was offered and what became of each. */
export function ReportSheet({ leave, onClose }: { readonly leave: Leave; onClose(): void }) {
  const t = useTexts(leaveTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { id, staff, from, to, cover } = leave;
  const list = useAskPages(
    LeaveItems,
    { staffId: staff.id, from, to },
    ({ leaves }) => leaves.find((one) => one.id === id)?.items,
  );
  return (
    <Sheet
      title={t.reportTitle(cover?.name ?? '')}
      under={`${staff.name} · ${t.span(format.day(from), format.day(to))}`}
      onClose={onClose}
    >
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.reportNone} />
          ) : (
            <ul className={cards.list}>
              {edges.map(({ node: { id: itemId, client, date, status, reason } }) => (
                <li key={itemId} className={cards.card}>
                  <span className={cards.who}>
                    <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
                    <Tier tier={client.tier} />
                    <em className={cards.badge} data-live={status === 'DONE'} data-warn={status === 'MISSED'}>
                      {terms.itemStatus[status]}
                    </em>
                  </span>
                  <span className={cards.facts}>
                    {format.dayMonth(date)} · {reason.text}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
    </Sheet>
  );
}
