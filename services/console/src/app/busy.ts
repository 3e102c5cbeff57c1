/** What a page that is loaded again would cut off or take away: a run that goes on, a form that somebody wrote in. */
export type Hold = 'run' | 'form';

const holds = new Map<symbol, Hold>();

/** Says that there is one; answers how to say that it is over. */
export function hold(kind: Hold): () => void {
  const one = Symbol(kind);
  holds.set(one, kind);
  return () => void holds.delete(one);
}

/** Whether there is one of these kinds. */
export const isHeld = (...kinds: readonly Hold[]): boolean => [...holds.values()].some((one) => kinds.includes(one));
