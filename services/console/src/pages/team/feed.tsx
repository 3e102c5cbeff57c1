import { useState } from 'react';
import { Link } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useLive } from '../../api/live.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { useOnline } from '../../offline/network.js';
import { Card } from '../../ui/page.js';
import { Answer, More, State } from '../../ui/states.js';
import { type LoggedContact, TeamContactLogged, TeamContacts } from './documents.js';
import { withArrived } from './model.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

const KEPT = 100;

interface Props {
  readonly unitId: string;
  readonly today: string;
  onArrived(): void;
}

/** The contacts of the day, the newest first, as they come in. */
export function Feed({ unitId, today, onArrived }: Props) {
  const t = useTexts(teamTexts);
  const isOnline = useOnline();
  const [arrived, setArrived] = useState<readonly LoggedContact[]>([]);
  const list = useAskPages(TeamContacts, { unitId, from: today }, ({ contacts }) => contacts);
  const readAgain = () => {
    list.refetch();
    onArrived();
  };
  useLive(
    TeamContactLogged,
    { unitId },
    ({ contactLogged }) => {
      setArrived((before) => withArrived(before, [contactLogged]).slice(0, KEPT));
      onArrived();
    },
    readAgain,
  );
  const contacts =
    list.edges &&
    withArrived(
      list.edges.map(({ node }) => node),
      arrived,
    );
  return (
    <Card
      title={t.feed}
      extra={
        isOnline && (
          <span className={css.live}>
            <span aria-hidden="true" />
            {t.live}
          </span>
        )
      }
    >
      <Answer of={{ ...list, data: contacts }}>
        {(shown) =>
          shown.length === 0 ? (
            <State icon="clock" title={t.feedEmpty} hint={t.feedEmptyHint} />
          ) : (
            <ul className={css.feed} aria-live="polite" aria-relevant="additions">
              {shown.map((contact) => (
                <Entry key={contact.id} contact={contact} />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
    </Card>
  );
}

function Entry({
  contact: { client, staff, channel, outcome, startedAt, effective, late },
}: {
  readonly contact: LoggedContact;
}) {
  const t = useTexts(teamTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  return (
    <li>
      <time dateTime={startedAt}>{format.time(startedAt)}</time>
      <span>
        <b>{staff.name}</b> · <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
        <small>
          {[
            terms.channel[channel],
            terms.outcome[outcome],
            terms.tier[client.tier],
            late ? t.late : effective ? '' : t.touch,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
    </li>
  );
}
