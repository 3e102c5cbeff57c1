import { useEffect } from 'react';

interface List<Edge> {
  readonly edges: readonly { readonly node: Edge }[] | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

/** Goes on to a list's end; undefined until it is there. */
export function useEveryPage<Node>(list: List<Node>): readonly Node[] | undefined {
  const { edges, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return hasNextPage ? undefined : edges?.map(({ node }) => node);
}
