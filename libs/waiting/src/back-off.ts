/** How pauses between attempts grow: the first one and the longest one, in milliseconds. */
export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * The pause before another attempt, in milliseconds, twice as long each time. `failures` is how many attempts failed, 1
 * or more.
 */
export function backOffMs(failures: number, { firstMs, longestMs }: BackOff): number {
  return Math.min(firstMs * 2 ** (failures - 1), longestMs);
}
