import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import type { WaitingContact } from '../../offline/outbox.js';
import { ChannelIcon } from '../../parts/channel-icon.js';
import { outcomeText } from '../../parts/outcome.js';
import { Icon } from '../../ui/icon.js';
import { DayContacts } from './documents.js';
import { type CameOf, outcomesByClient, type ShownItem } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly items: readonly ShownItem[];
  readonly day: string;
  readonly waiting: readonly WaitingContact[];
}

/** What needs no hand any more today, folded away; opened it tells what came of each. */
export function Settled({ items, day, waiting }: Props) {
  const t = useTexts(todayTexts);
  const { person } = useMe();
  const [isOpen, setOpen] = useState(false);
  const { data, refetch } = useAsk(
    DayContacts,
    { staffId: person?.id ?? '', day },
    { when: isOpen && person !== null },
  );
  const done = items.filter(({ status }) => status === 'DONE').length;
  // One that was logged elsewhere moved the plan: what came of it is not read yet.
  useEffect(() => {
    if (isOpen) void refetch();
  }, [isOpen, done, refetch]);
  const cameOf = outcomesByClient(data?.contacts.edges.map(({ node }) => node) ?? [], waiting);
  return (
    <details className={css.settled} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t.settled} <span>{items.length}</span>
      </summary>
      <ul>
        {items.map((item) => (
          <SettledRow key={item.id} item={item} cameOf={cameOf.get(item.client.id)} />
        ))}
      </ul>
      {done > 0 && <p className={css.noUndo}>{t.noUndo}</p>}
    </details>
  );
}

/** One client in one line: how, who, and what came of it. */
function SettledRow({ item, cameOf }: { readonly item: ShownItem; readonly cameOf: CameOf | undefined }) {
  const t = useTexts(todayTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const told = item.status === 'DONE' ? cameOf : undefined;
  const what = told ? outcomeText(terms, told.outcome, told.channel) : terms.itemStatus[item.status];
  return (
    <li data-waiting={item.isWaiting} data-outcome={told?.outcome}>
      <span className={css.settledPicture}>
        {told ? (
          <ChannelIcon channel={told.channel} />
        ) : (
          <Icon name={item.status === 'DONE' ? 'check' : 'clock'} size={16} />
        )}
      </span>
      <Link to={`/clients/${encodeURIComponent(item.client.id)}`}>{item.client.name}</Link>
      <span className={css.mark}>
        <b>{what}</b>
        {item.isWaiting ? (
          <small>
            <Icon name="cloudOff" size={14} /> {t.waiting}
          </small>
        ) : (
          told && <small>{format.time(told.startedAt)}</small>
        )}
      </span>
    </li>
  );
}
