import { BatchedLookup } from './batched-lookup.js';

/** Lists of ids that one statement takes at most, each as long as a page. */
const LISTS_AT_MOST = 25;

/**
 * Rows by id for calls that ask for a page of them. Pages asked for at the same time share a statement, which names
 * each id once. It begins after all that share it have asked, so that none is told less than it would have read by
 * itself.
 */
export class BatchedIds<Row> {
  private readonly lookup: BatchedLookup<readonly string[], ReadonlyMap<string, Row>>;

  /** `load` reads rows by id; one that is not there is absent. At most so many statements are under way at a time. */
  constructor(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>, statements = 2) {
    const together = async (lists: readonly (readonly string[])[]) => {
      const rows = await load(lists.length === 1 ? lists[0]! : [...new Set(lists.flat())]);
      return new Map(lists.map((ids) => [textOf(ids), rows]));
    };
    this.lookup = new BatchedLookup(together, textOf, { statements, keys: LISTS_AT_MOST });
  }

  /** In the order of the ids; undefined for one that is not there. */
  async find(ids: readonly string[]): Promise<(Row | undefined)[]> {
    const rows = ids.length === 0 ? undefined : await this.lookup.find(ids);
    return ids.map((id) => rows?.get(id));
  }
}

const textOf = (ids: readonly string[]): string => ids.join('\n');
