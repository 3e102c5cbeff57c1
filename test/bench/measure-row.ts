import type { Platform } from '../platform/platform.js';
import type { CallRow, Cast, Thing } from './calls.js';
import { type Call, loadHttp, type Measured, spread } from './load.js';
import { Speakers, thingsOf } from './making.js';
import { bad } from './measures.js';

/** What is called in a row is compiled soon, the services having been called for minutes. */
const ROW_WARM_UP = { calls: 1_000, ms: 2_000 };

/** Where what a row acts on cannot be made, the row tells so, and those after it are measured. */
export async function measureRow(
  platform: Platform,
  { operation, made, call, connections = 32 }: CallRow,
  cast: Cast,
  seconds: number,
): Promise<Measured> {
  const speakers = await Speakers.of(platform, cast);
  let things: readonly Thing[];
  try {
    things = await thingsOf(platform, made, cast);
  } catch (error) {
    return { ...spread([]), rate: 0, errors: 1, firstError: (error as Error).message };
  }
  let n = 0;
  const next = (): Call | undefined => {
    const said = call(n++, cast, things);
    return said && speakers.call(operation, said);
  };
  return loadHttp(next, connections, seconds, bad, ROW_WARM_UP);
}
