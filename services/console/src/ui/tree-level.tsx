import type { ReactNode } from 'react';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { TreeNote } from './tree-grid.js';

interface Props<Node> {
  /** Of what it is a level: its notes are named by it. */
  readonly id: string;
  readonly level: number;
  readonly list: {
    readonly edges: readonly { readonly node: Node }[] | undefined;
    readonly error: Error | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  /** Said where the level holds nothing. */
  readonly empty: string;
  /** A row, with its key. */
  readonly row: (node: Node) => ReactNode;
}

/** One level of a tree: its rows page by page, and what stands in their place while it waits, fails or is empty. */
export function TreeLevel<Node>({ id, level, list, empty, row }: Props<Node>) {
  const shell = useTexts(shellTexts);
  if (!list.edges)
    return (
      <TreeNote id={`${id} waits`} level={level}>
        {list.error ? (
          <button type="button" tabIndex={-1} onClick={() => void list.refetch()}>
            {list.error.message || shell.serviceDown} {shell.retry}
          </button>
        ) : (
          shell.loading
        )}
      </TreeNote>
    );
  return (
    <>
      {list.edges.map(({ node }) => row(node))}
      {list.edges.length === 0 && (
        <TreeNote id={`${id} empty`} level={level}>
          {empty}
        </TreeNote>
      )}
      {list.hasNextPage && (
        <TreeNote id={`${id} more`} level={level}>
          <button
            type="button"
            tabIndex={-1}
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? shell.loading : shell.more}
          </button>
        </TreeNote>
      )}
    </>
  );
}
