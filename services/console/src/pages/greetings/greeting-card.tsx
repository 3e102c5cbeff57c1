import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useCommand } from '../../api/command.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Tier } from '../../parts/tier.js';
import { Chips } from '../../ui/chips.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Answer, More } from '../../ui/states.js';
import { type ClientToGreet, type Festival, RecordGreetings, ToGreet } from './documents.js';
import { type Channel, channelFor, CHANNELS, isFestival } from './model.js';
import { greetingsTexts } from './texts.js';
import css from './greetings.module.css';

/** An open list: how many are left, and those who are, each greeted by one tap. */
export function GreetingCard({ of }: { readonly of: Festival }) {
  const t = useTexts(greetingsTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const [channel, setChannel] = useState<Channel>('WECHAT');
  const [isOpen, setOpen] = useState(false);
  const { festival, date, toGreet, greeted } = of;
  const all = toGreet + greeted;
  const name = isFestival(festival) ? t.festival[festival] : festival;
  return (
    <Card title={t.on(name, format.dayMonth(date))}>
      <div className={css.open}>
        <div>
          <p className={css.left}>{toGreet > 0 ? t.left(format.count(toGreet)) : t.allDone}</p>
          <div
            className={css.bar}
            role="progressbar"
            aria-label={t.doneOf(format.count(greeted), format.count(all))}
            aria-valuemin={0}
            aria-valuemax={Math.max(all, 1)}
            aria-valuenow={greeted}
          >
            <i style={{ width: `${(greeted / Math.max(all, 1)) * 100}%` }} />
          </div>
        </div>
        {toGreet > 0 && (
          <>
            <Chips<Channel>
              legend={t.channel}
              columns={5}
              values={CHANNELS}
              value={channel}
              text={(one) => terms.channel[one]}
              onChange={setChannel}
            />
            <p className={css.quiet}>{t.channelHint}</p>
            <People of={of} isGreeted={false} channel={channel} />
          </>
        )}
        {greeted > 0 && (
          <details className={css.done} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t.doneOf(format.count(greeted), format.count(all))}</summary>
            {isOpen && <People of={of} isGreeted channel={channel} />}
          </details>
        )}
      </div>
    </Card>
  );
}

interface PeopleProps {
  readonly of: Festival;
  readonly isGreeted: boolean;
  readonly channel: Channel;
}
function People({ of: { festival, date }, isGreeted, channel }: PeopleProps) {
  const list = useAskPages(
    ToGreet,
    { date, greeted: isGreeted },
    ({ greetings }) => greetings.find((one) => one.festival === festival)?.clients,
    { showsOwn: true, holdOn: true },
  );
  return (
    <>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) => (
          <ul className={css.people}>
            {edges.map(({ node }) => (
              <Person
                key={node.id}
                client={node}
                festival={festival}
                date={date}
                isGreeted={isGreeted}
                chosen={channel}
              />
            ))}
          </ul>
        )}
      </Answer>
      <More list={list} />
    </>
  );
}

interface PersonProps {
  readonly client: ClientToGreet;
  readonly festival: string;
  readonly date: string;
  readonly isGreeted: boolean;
  readonly chosen: Channel;
}
/** Each has a command of its own: the next may be tapped while one is on its way. */
function Person({ client, festival, date, isGreeted, chosen }: PersonProps) {
  const t = useTexts(greetingsTexts);
  const terms = useTexts(termTexts);
  const say = useSay();
  const [isDone, setDone] = useState(isGreeted);
  const { send, busy, errors, fault } = useCommand(RecordGreetings, (data) => data.recordGreetings);
  const channel = channelFor(client, chosen);
  const greet = async (by: Channel) => {
    setDone(true);
    if (await send({ festival, date, channel: by, clientIds: [client.id] })) return say(t.greeted(client.name));
    setDone(isGreeted);
  };
  const said = errors.map(({ message }) => message).join(' ') || fault?.message;
  return (
    <li>
      <Link to={`/clients/${encodeURIComponent(client.id)}`}>{client.name}</Link>
      <Tier tier={client.tier} />
      {isDone && <em>{t.done}</em>}
      {!isDone && !channel && <em>{t.noConsent}</em>}
      {!isDone && channel && (
        <Button
          color="primary"
          variant="filled"
          loading={busy}
          aria-label={t.greetOf(client.name, terms.channel[channel])}
          onClick={() => void greet(channel)}
        >
          {t.greet(terms.channel[channel])}
        </Button>
      )}
      {said && <p role="alert">{said}</p>}
    </li>
  );
}
