import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { session } from '../../session/session.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { FaultState, Skeleton, State } from '../../ui/states.js';
import { DemoClock } from './demo-clock.js';
import { Health } from './health.js';
import { Imports } from './imports.js';
import { Operation } from './operation.js';
import { administrationTexts } from './texts.js';
import css from './administration.module.css';

/** For those who run the platform: a bank's files, the health of the services, and the clock of a demonstration. */
export function Page() {
  const t = useTexts(administrationTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody width="wide">{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role !== 'ADMIN')
    return (
      <PageBody width="wide">
        <State icon="lock" title={t.notYours} hint={t.notYoursHint} />
      </PageBody>
    );
  return (
    <PageBody width="wide">
      <PageHead title={t.title} under={t.under} />
      <div className={css.columns}>
        <Imports />
        <div className={css.side}>
          <Health />
          {session.kind() === 'demo' && <DemoClock />}
        </div>
      </div>
      <Operation />
    </PageBody>
  );
}
