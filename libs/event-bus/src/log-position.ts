import { comparePositions } from '@hengxin/event-log';

export { comparePositions, START } from '@hengxin/event-log';

/** The later of two positions. */
export function laterOf(a: string, b: string): string {
  return comparePositions(a, b) >= 0 ? a : b;
}
