import { decodePosition, encodePosition } from '@hengxin/event-bus';

/** The part of `Progress` that waiting needs. */
export interface PassedPositions {
  waitFor(token: string | null | undefined, consumers: readonly string[], timeoutMs?: number): Promise<void>;
}

/**
 * The furthest place in the log that the rows of a file reached, or rest on. Appends end in any order, so the largest
 * counts.
 */
export class ReachedPosition {
  private last: { position: string; topic: string; key: string } | undefined;

  constructor(private readonly compare: (a: string, b: string) => number) {}

  take(position: string, topic: string, key: string): void {
    if (!this.last || this.compare(position, this.last.position) > 0) this.last = { position, topic, key };
  }

  /** Takes what an earlier part of the same run reached. */
  takeToken(token: string | null): void {
    if (token === null) return;
    const { position, topic, key } = decodePosition(token);
    if (topic !== undefined && key !== undefined) this.take(position, topic, key);
  }

  token(): string | null {
    return this.last ? encodePosition(this.last) : null;
  }
}

/** Waits until the consumers hold what earlier files brought: `position` is a list of tokens, parted by commas. */
export async function waitForPositions(
  progress: PassedPositions,
  {
    position,
    consumers,
    timeoutMs,
  }: { position: string | string[] | undefined; consumers: readonly string[]; timeoutMs: number },
): Promise<void> {
  const texts = [position ?? []].flat().flatMap((each) => each.split(',').map((token) => token.trim()));
  const tokens = texts.filter((text) => text !== '');
  // Rubbish is refused before anybody waits.
  for (const token of tokens) decodePosition(token);
  for (const token of tokens) await progress.waitFor(token, consumers, timeoutMs);
}
