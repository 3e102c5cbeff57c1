import { Link } from 'react-router';
import type { ResultOf } from '../../api/graphql.js';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Tier } from '../../parts/tier.js';
import { Icon } from '../../ui/icon.js';
import type { Clients } from './documents.js';
import { marksOf, standing } from './model.js';
import { clientsTexts } from './texts.js';
import css from './clients.module.css';

type Client = ResultOf<typeof Clients>['clients']['edges'][number]['node'];

/** A client in the list: who, how long without contact, what to talk about; the whole row leads to their page. */
export function ClientRow({
  client,
  today,
  showsRm,
  isPlanned,
}: {
  readonly client: Client;
  readonly today: string;
  readonly showsRm: boolean;
  /** They stand in the user's plan of today. */
  readonly isPlanned: boolean;
}) {
  const t = useTexts(clientsTexts);
  const format = useFormat();
  const last = client.lastContactAt ? dayOf(client.lastContactAt, TIME_ZONE) : null;
  const { days, isDue } = standing(last, client.contactsAYear, today);
  const marks = marksOf(last, client.consents, today, isPlanned);
  const about = [client.id, showsRm && client.rm?.name, format.list(client.interests.slice(0, 3))]
    .filter(Boolean)
    .join(' · ');
  return (
    <li>
      <Link className={css.row} to={`/clients/${encodeURIComponent(client.id)}`}>
        <span className={css.who}>
          <b>{client.name}</b>
          <Tier tier={client.tier} />
        </span>
        <span className={css.about}>{about}</span>
        {marks.length > 0 && (
          <span className={css.marks}>
            {marks.map((mark) => (
              <em key={mark} data-mark={mark}>
                {t.marks[mark]}
              </em>
            ))}
          </span>
        )}
        <span className={css.since} data-due={isDue}>
          {days === null ? t.never : t.days(days)}
          {isDue && <em>{t.due}</em>}
        </span>
        <Icon name="chevron" size={18} />
      </Link>
    </li>
  );
}
