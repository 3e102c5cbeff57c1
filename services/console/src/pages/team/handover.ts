/** What became of one client: handed over, or why not, in the platform's own sentence. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string };

export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly refused: readonly { readonly clientId: string; readonly message: string }[];
  /** Clients who are still to be handed over: not yet, or what was sent did not get through. */
  readonly left: readonly string[];
  readonly isRunning: boolean;
  /** Why it stopped before its end, where it did. */
  readonly fault: Error | null;
}

const AT_ONCE = 4;

export const atRest = (clientIds: readonly string[]): Progress => ({
  total: clientIds.length,
  done: 0,
  refused: [],
  left: clientIds,
  isRunning: false,
  fault: null,
});

/**
 * Hands over what is left, some at once, and tells of each step. A refusal concerns one client and stops nothing; a
 * fault stops all: who is left stays left, and may be sent again under the same commandId. Ends when all are done, at a
 * fault, or when `signal` says so.
 */
export async function handOver(
  from: Progress,
  send: (clientId: string) => Promise<Outcome>,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  let progress: Progress = { ...from, isRunning: true, fault: null };
  const waiting = [...from.left];
  const step = (next: Partial<Progress>) => tell((progress = { ...progress, ...next }));
  const worker = async () => {
    for (let clientId = waiting.shift(); clientId !== undefined; clientId = waiting.shift()) {
      if (signal.aborted || progress.fault) return;
      try {
        const outcome = await send(clientId);
        const left = progress.left.filter((one) => one !== clientId);
        if (outcome.kind === 'done') step({ done: progress.done + 1, left });
        else step({ refused: [...progress.refused, { clientId, message: outcome.message }], left });
      } catch (error) {
        step({ fault: error as Error });
      }
    }
  };
  step({});
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  step({ isRunning: false });
  return progress;
}
