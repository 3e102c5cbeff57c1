import { useAskPages } from '../../api/ask.js';
import type { VariablesOf } from '../../api/graphql.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { Gifts } from './documents.js';
import { GiftCard } from './gift-card.js';
import cards from '../../parts/cards.module.css';

interface Props {
  readonly filter: NonNullable<VariablesOf<typeof Gifts>['filter']>;
  readonly empty: string;
  readonly emptyHint: string;
}

/** Gifts that a filter finds, the newest first. */
export function GiftList({ filter, empty, emptyHint }: Props) {
  const list = useAskPages(Gifts, { filter }, ({ gifts }) => gifts, { holdOn: true });
  return (
    <>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={empty} hint={emptyHint} />
          ) : (
            <ul className={cards.list}>
              {edges.map(({ node }) => (
                <GiftCard key={node.id} gift={node} />
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
    </>
  );
}
