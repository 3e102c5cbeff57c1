import { comparePositions, parsePosition, START } from '@hengxin/event-log';

export { comparePositions, START } from '@hengxin/event-log';

/** The later of two positions. */
export function laterOf(a: string, b: string): string {
  return comparePositions(a, b) >= 0 ? a : b;
}

/** True for the position of an event; `start` and `end` are no event's. */
export function isLogPosition(text: string): boolean {
  if (text === START) return false;
  try {
    parsePosition(text);
    return true;
  } catch {
    return false;
  }
}
