interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every page of a list, one after the other, until none is left; what `read` throws ends it. */
export async function* pagesOf<Node>(
  read: (after: string | null) => Promise<Page<Node>>,
): AsyncGenerator<readonly Node[], void> {
  let after: string | null = null;
  do {
    const { edges, pageInfo }: Page<Node> = await read(after);
    yield edges.map(({ node }) => node);
    if (pageInfo.hasNextPage && pageInfo.endCursor === null) throw new Error('a page that goes on does not say where');
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
