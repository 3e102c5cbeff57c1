import { useAsk } from '../../api/ask.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { BackToMore } from '../../parts/back.js';
import { Card, PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, Skeleton, State } from '../../ui/states.js';
import { type Festival, GreetingLists } from './documents.js';
import { GreetingCard } from './greeting-card.js';
import { byOpening, isFestival, windowOf } from './model.js';
import { greetingsTexts } from './texts.js';
import css from './greetings.module.css';

/** Festivals on which a manager's clients are greeted: the open lists, and those that open later. */
export function Page() {
  const t = useTexts(greetingsTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role !== 'RM')
    return (
      <PageBody>
        <State isPage icon="greetings" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return <Lists />;
}

function Lists() {
  const t = useTexts(greetingsTexts);
  const today = useToday();
  const asked = useAsk(GreetingLists, windowOf(today), { showsOwn: true, holdOn: true });
  return (
    <PageBody>
      <BackToMore />
      <PageHead title={t.title} under={t.under} />
      <Answer of={asked}>
        {({ greetings }) => {
          const { open, later } = byOpening(greetings, today);
          return (
            <>
              {open.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
              {open.map((festival) => (
                <GreetingCard key={festival.festival + festival.date} of={festival} />
              ))}
              {later.length > 0 && <Later festivals={later} />}
            </>
          );
        }}
      </Answer>
    </PageBody>
  );
}

function Later({ festivals }: { readonly festivals: readonly Festival[] }) {
  const t = useTexts(greetingsTexts);
  const format = useFormat();
  return (
    <Card title={t.later}>
      <ul className={css.later}>
        {festivals.map(({ festival, date, opensOn, provisional, toGreet }) => (
          <li key={festival + date}>
            <b>{t.on(isFestival(festival) ? t.festival[festival] : festival, format.dayMonth(date))}</b>
            <span className={css.quiet}>
              {t.opens(format.dayMonth(opensOn))} · {t.people(format.count(toGreet))}
              {provisional && ` · ${t.provisional}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
