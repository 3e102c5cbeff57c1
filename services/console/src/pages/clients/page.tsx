import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { readFragment } from '../../api/graphql.js';
import { useToday } from '../../app/clock.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Empty, FaultState, More, Skeleton } from '../../ui/states.js';
import { DayFields, ItemFields, MyDay } from '../today/documents.js';
import { ClientRow } from './client-row.js';
import { Clients } from './documents.js';
import { Filters } from './filters.js';
import { addressOf, filterOf, means, type Narrowing, narrowingOf } from './model.js';
import { clientsTexts } from './texts.js';
import { useSearch } from './use-search.js';
import css from './clients.module.css';

const RegisterSheet = lazy(async () => ({ default: (await import('./register-sheet.js')).RegisterSheet }));

/** The clients whom the user may see, longest without contact first; what narrows them lies in the address. */
export function Page() {
  const t = useTexts(clientsTexts);
  const { person } = useMe();
  const today = useToday();
  const [address, setAddress] = useSearchParams();
  // A name in an address would lie in histories and logs: what is looked for stays on the page.
  const [text, setText] = useState('');
  const [isRegistering, setRegistering] = useState(false);
  const narrowing = narrowingOf(address);
  const list = useAskPages(Clients, { filter: filterOf(narrowing, today) }, (data) => data.clients, {
    keep: true,
    holdOn: true,
  });
  const planned = usePlanned(person?.role === 'RM');
  const narrow = (next: Narrowing) => setAddress(addressOf(next), { replace: true });
  const found = useSearch(text);
  // Until the platform has looked, and without a network, what is loaded is narrowed.
  const clients =
    found.edges?.map(({ node }) => node) ??
    (list.edges &&
      means(
        list.edges.map(({ node }) => node),
        text,
      ));
  return (
    <PageBody>
      <PageHead title={t.title} under={list.edges && t.shown(list.edges.length, list.hasNextPage)}>
        {person?.role === 'RM' && (
          <Button
            className={css.register ?? ''}
            icon={<Icon name="plus" size={18} />}
            onClick={() => setRegistering(true)}
          >
            {t.register}
          </Button>
        )}
      </PageHead>
      <nav className={css.kept} aria-label={t.kept}>
        <Link to="/segments">{t.segments}</Link>
        {(person?.role === 'RM' || person?.role === 'UNIT_HEAD') && <Link to="/groups">{t.groups}</Link>}
      </nav>
      <Filters narrowing={narrowing} text={text} person={person} onNarrow={narrow} onText={setText} />
      {clients ? (
        <ul className={css.list} aria-busy={list.isPlaceholderData}>
          {clients.map((client) => (
            <ClientRow
              key={client.id}
              client={client}
              today={today}
              showsRm={person?.role !== 'RM'}
              isPlanned={planned.has(client.id)}
            />
          ))}
        </ul>
      ) : list.error ? (
        <FaultState fault={list.error} retry={list.refetch} />
      ) : (
        <Skeleton rows={8} height={68} />
      )}
      {clients?.length === 0 && (
        <Empty title={t.none} hint={t.noneHint}>
          <Button onClick={() => setAddress({})}>{t.clear}</Button>
        </Empty>
      )}
      <More list={found.edges ? found : list} />
      <Suspense>{isRegistering && <RegisterSheet onClose={() => setRegistering(false)} />}</Suspense>
    </PageBody>
  );
}

/** Whom the user's plan of today still waits for; the plan itself is the one that the page of the day shows. */
function usePlanned(isRm: boolean): ReadonlySet<string> {
  const { data } = useAsk(MyDay, {}, { when: isRm, keep: true });
  const items = data ? readFragment(ItemFields, readFragment(DayFields, data.myDay).items) : [];
  return new Set(items.filter(({ status }) => status === 'OPEN' || status === 'MISSED').map(({ client }) => client.id));
}
