import { readCheckpoints } from './checkpoint.js';
import type { Consumer } from '../port/consumer.js';
import { WrongSource } from '../runner/failures.js';
import { STORE } from '../port/source.js';
import type { TxSource } from './tx-source.js';

/**
 * A consumer may move from the log to Kafka: a topic's events up to where it stood in the log are dropped. Not back:
 * how far it came is known by topic and partition then, which the log does not have. Nor while events are parked, as
 * later ones of their keys would overtake them. Throws WrongSource, which says what to do instead.
 */
export async function assertSource(
  db: TxSource,
  { name, foreign }: Consumer,
  source: 'store' | 'kafka',
): Promise<void> {
  const checkpoints = await readCheckpoints(db, [name]);
  const others = checkpoints.filter((place) => (place.source === STORE) !== (source === 'store'));
  if (source === 'store' && foreign && others.length > 0)
    throw new WrongSource(
      `${name} was last fed from Kafka: go on with HENGXIN_BUS=kafka, or empty its read model and its checkpoints`,
    );
  if (source === 'kafka' && others.some(({ parked }) => parked > 0))
    throw new WrongSource(
      `${name} has parked events of the log: release them with HENGXIN_BUS=store before it reads from Kafka`,
    );
}
