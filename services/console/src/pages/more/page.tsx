import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useToday } from '../../app/clock.js';
import { dayAfter } from '../../app/days.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Empty, FaultState, Skeleton } from '../../ui/states.js';
import { WaitsForHead, WaitsForManager } from './documents.js';
import { countOf, type Counts, entriesOf, type Entry, toGreetOf } from './model.js';
import { moreTexts } from './texts.js';
import css from './more.module.css';

const PICTURES: Readonly<Record<Entry, IconName>> = {
  visits: 'visits',
  complaints: 'alert',
  cockpit: 'cockpit',
  segments: 'search',
  groups: 'group',
  playbooks: 'playbooks',
  gifts: 'gift',
  help: 'help',
  greetings: 'greetings',
  mastery: 'mastery',
  leave: 'calendar',
  organisation: 'organisation',
};
/** Greetings can still be recorded some days after their festival, and open within the week before. */
const AROUND_DAYS = 10;

/** The pages that the bar has no room for, with what waits in each. */
export function Page() {
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  return <Shown person={person} />;
}

function Shown({ person }: { readonly person: Person }) {
  const t = useTexts(moreTexts);
  const entries = entriesOf(person.role);
  const counts = useCounts(person);
  return (
    <PageBody>
      <PageHead title={t.title} />
      {entries.length === 0 && <Empty title={t.nothing} />}
      <ul className={css.list}>
        {entries.map((entry) => (
          <li key={entry}>
            <Link to={`/${entry}`}>
              <Icon name={PICTURES[entry]} size={24} />
              <b>{t.entry[entry]}</b>
              <small>{t.hint[entry]}</small>
              {counts[entry] && <em>{t.waits(counts[entry])}</em>}
            </Link>
          </li>
        ))}
      </ul>
    </PageBody>
  );
}

function useCounts({ role }: Person): Counts {
  const today = useToday();
  const around = { from: dayAfter(today, -AROUND_DAYS), to: dayAfter(today, AROUND_DAYS) };
  const ofManager = useAsk(WaitsForManager, around, { when: role === 'RM', showsOwn: true }).data;
  const ofHead = useAsk(WaitsForHead, {}, { when: role === 'UNIT_HEAD', showsOwn: true }).data;
  const help = ofManager?.helpRequests ?? ofHead?.helpRequests;
  const counts = {
    help: help && countOf(help),
    greetings: ofManager && toGreetOf(ofManager.greetings, today),
    gifts: ofHead && countOf(ofHead.gifts),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count)) as Counts;
}
