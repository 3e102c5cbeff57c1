import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { OrganisationStaff, OrganisationUnits, type StaffNode, type UnitNode } from './documents.js';
import { hasMoves, type Moves, movesOf } from './model.js';
import { organisationTexts } from './texts.js';
import { PersonRow } from './unit-card.js';
import { useEveryPage } from '../../api/every-page.js';
import css from './organisation.module.css';

interface Props {
  readonly unitId: string;
  readonly since: string;
  readonly on: string;
}

/** What has moved in a unit between two days: people, and the units below it. */
export function MovesOf({ unitId, since, on }: Props) {
  const t = useTexts(organisationTexts);
  const format = useFormat();
  const staff = useStaff(unitId, since);
  const staffNow = useStaff(unitId, on);
  const units = useUnits(unitId, since);
  const unitsNow = useUnits(unitId, on);
  const data =
    staff.data && staffNow.data && units.data && unitsNow.data
      ? { people: movesOf(staff.data, staffNow.data), units: movesOf(units.data, unitsNow.data) }
      : undefined;
  const error = staff.error ?? staffNow.error ?? units.error ?? unitsNow.error;
  return (
    <Card title={t.movesSince(format.day(since), format.day(on))}>
      <Answer
        of={{
          data,
          error,
          refetch: () => Promise.all([staff.refetch(), staffNow.refetch(), units.refetch(), unitsNow.refetch()]),
        }}
      >
        {({ people, units: below }) =>
          hasMoves(people) || hasMoves(below) ? (
            <>
              <Group title={t.came} people={people.came} unitId={unitId} />
              <Group title={t.left} people={people.left} unitId={unitId} />
              <Units moves={below} />
            </>
          ) : (
            <p className={css.hint}>{t.noMoves}</p>
          )
        }
      </Answer>
    </Card>
  );
}

const useStaff = (unitId: string, on: string) => {
  const list = useAskPages(OrganisationStaff, { unitId, on }, ({ staff }) => staff);
  return { data: useEveryPage(list), error: list.error, refetch: list.refetch };
};
const useUnits = (parentId: string, on: string) => {
  const list = useAskPages(OrganisationUnits, { parentId, on }, ({ units }) => units);
  return { data: useEveryPage(list), error: list.error, refetch: list.refetch };
};

function Group({
  title,
  people,
  unitId,
}: {
  readonly title: string;
  readonly people: readonly StaffNode[];
  readonly unitId: string;
}) {
  if (people.length === 0) return null;
  return (
    <>
      <h3 className={css.count}>
        {title} {people.length}
      </h3>
      <ul className={css.people}>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} unitId={unitId} />
        ))}
      </ul>
    </>
  );
}

function Units({ moves: { came, left, renamed } }: { readonly moves: Moves<UnitNode> }) {
  const t = useTexts(organisationTexts);
  const lines = [
    ...came.map((one) => t.unitsCame(`${one.name} ${one.id}`)),
    ...left.map((one) => t.unitsLeft(`${one.name} ${one.id}`)),
    ...renamed.map(({ before, now }) => t.renamed(before, now.name)),
  ];
  return (
    <ul className={css.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
