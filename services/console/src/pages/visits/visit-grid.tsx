import { useAskPages } from '../../api/ask.js';
import type { VariablesOf } from '../../api/graphql.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { Visits } from './documents.js';
import { VisitCard } from './visit-card.js';
import css from './visits.module.css';

interface Props {
  readonly filter: NonNullable<VariablesOf<typeof Visits>['filter']>;
  /** What is said where there are none. */
  readonly none: string;
}

/** Visits of several people, page by page. */
export function VisitGrid({ filter, none }: Props) {
  const list = useAskPages(Visits, { filter }, ({ visits }) => visits, { holdOn: true });
  return (
    <>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={none} />
          ) : (
            <ul className={css.grid}>
              {edges.map(({ node }) => (
                <VisitCard key={node.id} visit={node} withDay withStaff />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
    </>
  );
}
