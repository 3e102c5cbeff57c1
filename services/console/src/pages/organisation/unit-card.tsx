import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { OrganisationStaff, OrganisationUnit, type StaffNode } from './documents.js';
import { byRole, type View } from './model.js';
import { MovesOf } from './moves.js';
import { organisationTexts } from './texts.js';
import { useEveryPage } from '../../api/every-page.js';
import css from './organisation.module.css';

/** A unit on a day: where it hangs, who is placed there, and what has moved. */
export function UnitCard({ view, unitId }: { readonly view: View; readonly unitId: string }) {
  const t = useTexts(organisationTexts);
  const terms = useTexts(termTexts);
  const { person } = useMe();
  const asked = useAsk(OrganisationUnit, { id: unitId, on: view.on });
  return (
    <div className={css.side}>
      <Answer of={asked}>
        {({ unit }) =>
          unit ? (
            <>
              <Card
                title={unit.name}
                extra={
                  person?.role !== 'ADMIN' && (
                    <Link className={css.link} to={`/figures?unit=${encodeURIComponent(unit.id)}`}>
                      {t.figures}
                    </Link>
                  )
                }
              >
                <p className={css.hint}>
                  {[terms.unitKind[unit.kind], unit.id, unit.parent && t.under(unit.parent.name)]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                <People view={view} unitId={unitId} />
              </Card>
              {view.since && <MovesOf since={view.since} on={view.on} unitId={unitId} />}
            </>
          ) : (
            <Empty title={t.unknown} hint={t.unknownHint} />
          )
        }
      </Answer>
    </div>
  );
}

function People({ view, unitId }: { readonly view: View; readonly unitId: string }) {
  const t = useTexts(organisationTexts);
  const list = useAskPages(OrganisationStaff, { unitId, on: view.on }, ({ staff }) => staff);
  const people = useEveryPage(list);
  return (
    <Answer of={{ ...list, data: people }}>
      {(staff) =>
        staff.length === 0 ? (
          <Empty title={t.noPeople} />
        ) : (
          <>
            <h3 className={css.count}>{t.people(staff.length)}</h3>
            <ul className={css.people}>
              {byRole(staff).map((person) => (
                <PersonRow key={person.id} person={person} unitId={unitId} />
              ))}
            </ul>
          </>
        )
      }
    </Answer>
  );
}

/** A person; where they are elsewhere today, it says where. */
export function PersonRow({
  person: { id, name, role, unit },
  unitId,
}: {
  readonly person: StaffNode;
  readonly unitId: string;
}) {
  const t = useTexts(organisationTexts);
  const terms = useTexts(termTexts);
  return (
    <li>
      <b>{name}</b>
      <span>{id}</span>
      <span>{terms.role[role]}</span>
      {unit.id !== unitId && <em>{t.nowIn(unit.name)}</em>}
    </li>
  );
}
