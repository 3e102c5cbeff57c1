import { Button } from 'antd';
import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE } from '../../app/format.js';
import { Reach } from '../../parts/reach.js';
import { Tier } from '../../parts/tier.js';
import { TopicLine } from '../../parts/topics/topic-line.js';
import { Icon } from '../../ui/icon.js';
import type { Doing } from './groups.js';
import type { ShownItem } from './model.js';
import { CardReason, ReasonLabels } from './reason-text.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

interface Props {
  readonly item: ShownItem;
  readonly isToday: boolean;
  onDo(doing: Doing): void;
}

/** One client of the day: who, why, when last, when best and how. Logging is one tap away, all else two. */
export function ItemCard({ item, isToday, onDo }: Props) {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const { client, suggestedHours: hours } = item;
  const when = [
    client.lastContactAt && t.lastContact(format.nearDay(dayOf(client.lastContactAt, TIME_ZONE), item.date)),
    hours && t.bestReached(hours.fromHour, hours.toHour),
  ].filter(Boolean);
  return (
    <li className={css.card} data-missed={item.status === 'MISSED'}>
      <div className={css.who}>
        <h3>
          <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
        </h3>
        <Tier tier={client.tier} />
        {item.coverFor && <span className={css.coverFor}>{t.coverFor(item.coverFor.name)}</span>}
        {item.isWaiting && <span className={css.toSend}>{t.waiting}</span>}
      </div>
      <p className={css.reason}>
        <CardReason reason={item.reason} />
        {item.status === 'MISSED' && <em>{t.missedSince(format.dayMonth(item.dueSince))}</em>}
      </p>
      <ReasonLabels item={item} />
      {when.length > 0 && <p className={css.meta}>{when.join(' · ')}</p>}
      <TopicLine topics={item.topics} />
      <div className={css.reach}>
        <Reach consents={client.consents} preferred={client.preferredChannel} suggested={item.channel} />
      </div>
      {isToday && (
        <div className={css.acts}>
          <Button
            color="primary"
            variant="filled"
            onClick={() => onDo({ kind: 'log', item })}
            aria-label={t.logFor(client.name)}
          >
            {t.log}
          </Button>
          <button
            type="button"
            className={css.moreButton}
            onClick={() => onDo({ kind: 'more', item })}
            aria-label={t.moreFor(client.name)}
          >
            <Icon name="more" />
          </button>
        </div>
      )}
    </li>
  );
}
