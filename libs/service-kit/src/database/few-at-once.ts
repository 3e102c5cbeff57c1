import type { TxSource } from '@hengxin/event-bus';
import pLimit from 'p-limit';

/**
 * The same database, of which so many transactions are open at a time; who comes later waits, and holds no connection
 * meanwhile. Not for transactions within one another: the inner one would wait for the outer.
 */
export function fewAtOnce(db: TxSource, most: number): TxSource {
  const limited = pLimit(most);
  return {
    query: (text, values, name) => db.query(text, values, name),
    tx: (work) => limited(() => db.tx(work)),
  };
}
