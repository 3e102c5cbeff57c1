import { hash, timingSafeEqual } from 'node:crypto';

/** The header, and the connection parameter of a socket, by which the gateway proves itself to the services. */
export const INTERNAL_HEADER = 'hengxin-internal';
/** Fewer characters could be guessed. */
export const INTERNAL_SECRET_LEAST = 32;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Tells the gateway from everybody else by the secret that both were started with. Without a secret nobody can prove to
 * be it.
 */
export class InternalCallers {
  private readonly expected: Buffer | undefined;
  constructor(secret: string | undefined) {
    this.expected = secret ? digestOf(secret) : undefined;
  }

  /** Takes equally long for any text given. */
  proves(headers: Headers): boolean {
    const given = headers[INTERNAL_HEADER];
    if (!this.expected || typeof given !== 'string') return false;
    return timingSafeEqual(digestOf(given), this.expected);
  }
}

const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');
