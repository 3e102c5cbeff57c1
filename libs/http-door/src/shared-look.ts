/**
 * One look for all who ask: while one is under way nobody begins another, and what it found holds for so long. Without
 * that, a caller that may ask could have the platform do as much work as it likes.
 */
export function sharedLook<T>(
  look: () => Promise<T>,
  holdsMs = 1_000,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let last: { readonly found: Promise<T>; endedAt: number } | undefined;
  return () => {
    if (last && now() - last.endedAt < holdsMs) return last.found;
    const found = look();
    const current = { found, endedAt: Infinity };
    const end = (): void => void (current.endedAt = now());
    found.then(end, end);
    last = current;
    return found;
  };
}
