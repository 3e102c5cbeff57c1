/** A command that waits on the device for the network. */
export interface Waiting<Input> {
  readonly commandId: string;
  /** Whose it is: nobody else on this device sends it. */
  readonly subject: string;
  /** When it was put in, by the device's clock: the order in which they are sent. */
  readonly at: number;
  readonly input: Input;
  readonly tries: number;
  /**
   * `refused`: the platform said no, and `refusal` holds its sentence; the person who put it in decides what becomes of
   * it.
   * `taken`: it said yes, and the page is being read again.
   */
  readonly state: 'waiting' | 'refused' | 'taken';
  readonly refusal?: Refusal;
}
export interface Refusal {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}

/** What the platform made of a command. */
export type Verdict =
  { readonly done: true; readonly position?: string | null } | { readonly refused: Refusal } | { readonly later: true };

export interface QueueStore<Input> {
  /** The oldest that waits. */
  next(subject: string): Promise<Waiting<Input> | undefined>;
  put(entry: Waiting<Input>): Promise<void>;
  drop(commandId: string): Promise<void>;
}
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** How long to wait after so many tries that got no answer. */
export const pauseAfter = (tries: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS);

/**
 * Sends what waits, oldest first and one after the other, until nothing is left or one gets no answer: that one and all
 * behind it stay in their order. A refused one stands aside and holds nobody up. Resolves with how many were carried
 * out and, where one has to be tried again, after which pause.
 */
export async function sendAll<Input>(
  store: QueueStore<Input>,
  subject: string,
  send: (input: Input) => Promise<Verdict>,
  told: () => void,
): Promise<{ readonly sent: number; readonly againAfterMs: number | null }> {
  for (let sent = 0; ;) {
    const entry = await store.next(subject);
    if (!entry) return { sent, againAfterMs: null };
    const verdict = await send(entry.input);
    if ('later' in verdict) {
      await store.put({ ...entry, tries: entry.tries + 1 });
      return { sent, againAfterMs: pauseAfter(entry.tries) };
    }
    if ('refused' in verdict) await store.put({ ...entry, state: 'refused', refusal: verdict.refused });
    else {
      await store.drop(entry.commandId);
      sent++;
    }
    told();
  }
}
