/** So many days after a leave its report stands on the day of who was away. */
export const REPORTED_DAYS = 7;

interface CoveredLeave {
  readonly to: string;
  readonly cancelled: boolean;
  readonly cover: { readonly name: string } | null;
  readonly items: {
    readonly edges: readonly { readonly node: { readonly status: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

/** What a cover did during the leave that ended last; null where none ended, or nobody was offered to a cover. Pure. */
export function coverReport(leaves: readonly CoveredLeave[], today: string) {
  const over = leaves.filter(
    ({ cancelled, to, cover, items }) => !cancelled && to < today && cover && items.edges.length,
  );
  const last = [...over].sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (!last?.cover) return null;
  const { edges, pageInfo } = last.items;
  const done = edges.filter(({ node }) => node.status === 'DONE').length;
  return { name: last.cover.name, done, all: edges.length, isMore: pageInfo.hasNextPage };
}

/** Festivals whose lists are open and not done. Pure. */
export const worthGreeting = <L extends { readonly opensOn: string; readonly toGreet: number }>(
  lists: readonly L[],
  today: string,
): readonly L[] => lists.filter(({ opensOn, toGreet }) => opensOn <= today && toGreet > 0);
