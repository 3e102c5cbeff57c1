import { lazy, Suspense } from 'react';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { PageBody } from '../../ui/page.js';
import { FaultState, Skeleton, State } from '../../ui/states.js';
import { Planner } from './planner.js';
import { visitsTexts } from './texts.js';

/** Heads look from a desk: a manager's phone does not load what they see. */
const TeamVisits = lazy(async () => ({ default: (await import('./team-visits.js')).TeamVisits }));

/** Visits: of a manager the week with what waits, of a head the team's and why goals were missed. */
export function Page() {
  const t = useTexts(visitsTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role === 'RM') return <Planner person={person} />;
  if ((person.role === 'UNIT_HEAD' || person.role === 'HEAD_OFFICE') && person.unit)
    return (
      <Suspense fallback={<Skeleton />}>
        <TeamVisits unit={person.unit} />
      </Suspense>
    );
  return (
    <PageBody>
      <State isPage icon="visits" title={t.notYours} hint={t.notYoursHint} />
    </PageBody>
  );
}
