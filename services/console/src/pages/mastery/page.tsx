import { lazy, Suspense } from 'react';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { type Person, useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { BackToMore } from '../../parts/back.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, FaultState, Skeleton, State } from '../../ui/states.js';
import { Mastery } from './documents.js';
import { ByKind, Road } from './road.js';
import { Study } from './study.js';
import { masteryTexts } from './texts.js';

/** Those above look at others: a manager's phone does not load the choice. */
const Whose = lazy(async () => ({ default: (await import('./whose.js')).Whose }));

/** The road to 10,000 hours: how far, what it is made of, and what was studied. */
export function Page() {
  const t = useTexts(masteryTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role === 'ADMIN' || person.role === 'INTEGRATION')
    return (
      <PageBody>
        <State isPage icon="mastery" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return <Shown person={person} />;
}

function Shown({ person }: { readonly person: Person }) {
  const t = useTexts(masteryTexts);
  const { params } = useAddress();
  const named = person.role === 'RM' ? null : params.get('staff');
  const isOwn = named === null || named === person.id;
  const asked = useAsk(Mastery, { staffId: named }, { keep: true, holdOn: true });
  return (
    <PageBody>
      <BackToMore />
      <PageHead title={isOwn || !asked.data ? t.title : t.titleOf(asked.data.mastery.staff.name)} under={t.under} />
      <Suspense>{person.role !== 'RM' && person.unit && <Whose unitId={person.unit.id} staffId={named} />}</Suspense>
      <Answer of={asked}>
        {({ mastery }) => (
          <>
            <Road of={mastery} />
            <ByKind of={mastery} />
          </>
        )}
      </Answer>
      <Study staffId={named} mayLog={isOwn && person.role !== 'HEAD_OFFICE'} />
    </PageBody>
  );
}
