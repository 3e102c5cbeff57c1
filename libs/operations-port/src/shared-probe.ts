const KEPT_MS = 1000;

/**
 * One probe at a time, however many ask, and its finding kept for a second: whoever may ask without a token must not be able to make
 * the process work for each question. A probe that fails is not kept.
 */
export function sharedProbe<Finding>(probe: () => Promise<Finding>, now: () => number = () => performance.now()): () => Promise<Finding> {
  let underWay: Promise<Finding> | undefined;
  let keptUntil = 0;
  return () => {
    if (underWay && now() < keptUntil) return underWay;
    keptUntil = Infinity;
    underWay = probe().then(
      (finding) => {
        keptUntil = now() + KEPT_MS;
        return finding;
      },
      (error: unknown) => {
        keptUntil = 0;
        throw error;
      },
    );
    return underWay;
  };
}
