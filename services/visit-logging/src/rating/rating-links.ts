import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Config, CONFIG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** What a link is about. */
export interface RatingLink {
  readonly visitId: string;
  /** Up to when it is good, in milliseconds of the epoch. */
  readonly expiresMs: number;
}

const LONGEST = 200;
const FORM = /^([A-Za-z0-9._-]{1,64})~([0-9a-z]{1,11})~([A-Za-z0-9_-]{43})$/;

/**
 * Signed links: all who hold one may rate that visit up to that moment, and nobody can make one up. The key is made of
 * the secret that gateway and services share; where there is none, links are good as long as the process.
 */
@Injectable()
export class RatingLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { internalSecret }: Pick<Config, 'internalSecret'>) {
    this.key = hash('sha256', `rating links of ${internalSecret ?? randomBytes(32).toString('hex')}`, 'buffer');
  }

  /** The same for the same visit and moment. */
  tokenOf({ visitId, expiresMs }: RatingLink): string {
    const told = `${visitId}~${expiresMs.toString(36)}`;
    return `${told}~${this.signatureOf(told)}`;
  }

  /** Undefined for whatever was not signed here. */
  read(token: string): RatingLink | undefined {
    const found = token.length <= LONGEST ? FORM.exec(token) : null;
    if (!found) return undefined;
    const [, visitId, moment, signature] = found as unknown as [string, string, string, string];
    const expected = Buffer.from(this.signatureOf(`${visitId}~${moment}`));
    if (!timingSafeEqual(expected, Buffer.from(signature))) return undefined;
    return { visitId, expiresMs: Number.parseInt(moment, 36) };
  }

  private signatureOf(told: string): string {
    return createHmac('sha256', this.key).update(told).digest('base64url');
  }
}
