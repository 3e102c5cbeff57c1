import { useState } from 'react';
import { useAskPages } from '../api/ask.js';
import { PageEnd } from '../api/fragments.js';
import { graphql } from '../api/graphql.js';
import { useMe } from '../app/me.js';
import { useTexts } from '../app/texts.js';
import { means } from '../pages/clients/model.js';
import { useSearch } from '../pages/clients/use-search.js';
import { Field } from '../ui/field.js';
import { More, Skeleton } from '../ui/states.js';
import css from './parts.module.css';
import { partTexts } from './texts.js';
import { Tier } from './tier.js';

const OwnClients = graphql(
  `
    query OwnClients($rmId: ID!, $after: String, $atLeast: Position) {
      clients(filter: { rmId: $rmId }, first: 100, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            name
            tier
            lastContactAt
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd],
);

export interface Found {
  readonly id: string;
  readonly name: string;
}

interface Props {
  /** Finds clients of this manager alone: none whom the user covers or helps with. */
  readonly keptBy?: string | undefined;
  onFound(client: Found): void;
}

/** The user's own clients, longest without contact first; a text finds any whom the user may see. */
export function ClientFinder({ keptBy, onFound }: Props) {
  const t = useTexts(partTexts);
  const { person } = useMe();
  const [text, setText] = useState('');
  const list = useAskPages(OwnClients, { rmId: person?.id ?? '' }, (data) => data.clients, {
    when: person !== null,
    keep: true,
  });
  const searched = useSearch(text);
  const found =
    searched.edges?.map(({ node }) => node).filter(({ rm }) => keptBy === undefined || rm?.id === keptBy) ??
    (list.edges &&
      means(
        list.edges.map(({ node }) => node),
        text,
      ));
  return (
    <>
      <Field
        label={t.findClient}
        type="search"
        value={text}
        placeholder={t.findHint}
        onChange={setText}
        autoComplete="off"
      />
      {!found && <Skeleton rows={5} height={48} />}
      {found?.length === 0 && <p className={css.noneFound}>{t.noneFound}</p>}
      <ul className={css.found}>
        {found?.map((client) => (
          <li key={client.id}>
            <button type="button" onClick={() => onFound(client)}>
              <b>{client.name}</b>
              <Tier tier={client.tier} />
              <span>{client.id}</span>
            </button>
          </li>
        ))}
      </ul>
      <More list={searched.edges ? searched : list} />
    </>
  );
}
