import { useAsk, useAskPages } from '../api/ask.js';
import { useEveryPage } from '../api/every-page.js';
import { PageEnd } from '../api/fragments.js';
import { graphql } from '../api/graphql.js';
import { Select } from '../ui/field.js';
import type { Named } from './managers.js';

const UnitPlace = graphql(`
  query UnitPlace($id: ID!) {
    unit(id: $id) {
      id
      name
      parent {
        id
        name
      }
    }
  }
`);

const UnitsUnder = graphql(
  `
    query UnitsUnder($parentId: ID, $after: String) {
      units(parentId: $parentId, first: 100, after: $after) {
        edges {
          node {
            id
            name
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

/** The unit where somebody begins who is placed in none, as an administrator: the head office. */
export function useTopUnit(when: boolean): Named | undefined {
  const top = useAskPages(UnitsUnder, { parentId: null }, ({ units }) => units, { when });
  return top.edges?.[0]?.node;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** The choice goes no higher than this unit. */
  readonly topId?: string;
  onChange(unitId: string): void;
}

/** A unit, step by step: the one above and those below are a choice away, as far as the caller sees them. */
export function UnitSelect({ label, value, hint, topId, onChange }: Props) {
  const place = useAsk(UnitPlace, { id: value }, { when: value !== '', holdOn: true }).data?.unit;
  const list = useAskPages(UnitsUnder, { parentId: value }, ({ units }) => units, { when: value !== '', holdOn: true });
  const below = useEveryPage(list) ?? [];
  const up = place?.parent && value !== topId ? [place.parent] : [];
  const all = place ? [...up, place, ...below.filter(({ id }) => id !== place.id)] : [];
  const nameOf = (id: string): string => {
    const name = all.find((one) => one.id === id)?.name ?? id;
    if (place?.parent?.id === id) return `↑ ${name}`;
    return id === place?.id ? name : `　${name}`;
  };
  return (
    <Select
      label={label}
      hint={hint}
      value={value}
      values={all.length > 0 ? all.map(({ id }) => id) : [value]}
      text={nameOf}
      onChange={(id) => id && onChange(id)}
    />
  );
}
