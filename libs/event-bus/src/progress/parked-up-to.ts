import { comparePositions } from '../position/log-position.js';
import type { PositionToken } from '../position/position-token.js';
import type { Tx } from '../port/port.js';

/** More events of one key than this are parked behind the same fault: the oldest of them tell. */
const OLDEST = 1_000;

/**
 * Consumers that hold back something of a token's key which was stored up to its position. A message that could not be
 * read has no position that anybody could believe: it counts, for what it was may be missing.
 */
export async function parkedUpTo(
  db: Pick<Tx, 'query'>,
  consumers: readonly string[],
  { position, key }: PositionToken,
): Promise<readonly string[]> {
  if (key === undefined) return [];
  const parked = await db.query<{ consumer: string; position: string | null }>(
    'select consumer, position from bus_parked_event where consumer = any($1) and key = $2 order by id limit $3',
    [consumers, key, OLDEST],
    'bus_parked_of_key',
  );
  const before = parked.filter((event) => event.position === null || comparePositions(event.position, position) <= 0);
  return [...new Set(before.map(({ consumer }) => consumer))];
}
