import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Config, CONFIG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** What a link is about. */
export interface AttachmentLink {
  readonly visitId: string;
  readonly attachmentId: string;
  /** For whom it was made: all who open it see what that member of staff may see by then. */
  readonly staffId: string;
  /** Up to when it is good, in milliseconds of the epoch. */
  readonly expiresMs: number;
}

/** A link is good for so many minutes. */
export const LINK_MINUTES = 10;
const MINUTE_MS = 60_000;
const LONGEST = 300;
const ID = '[A-Za-z0-9._-]{1,64}';
const FORM = new RegExp(`^(${ID})~(${ID})~(${ID})~([0-9a-z]{1,11})~([A-Za-z0-9_-]{43})$`);

/**
 * Signed links to attachments: good for minutes, for one member of staff, and nobody can make one up. The key is made
 * of the secret that gateway and services share; where there is none, links are good as long as the process.
 */
@Injectable()
export class AttachmentLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) { internalSecret }: Pick<Config, 'internalSecret'>) {
    this.key = hash('sha256', `attachment links of ${internalSecret ?? randomBytes(32).toString('hex')}`, 'buffer');
  }

  /** The path of a link that is good from `nowMs` on. */
  urlOf({ visitId, attachmentId, staffId }: Omit<AttachmentLink, 'expiresMs'>, nowMs: number): string {
    const expiresMs = nowMs + LINK_MINUTES * MINUTE_MS;
    const told = [visitId, attachmentId, staffId, expiresMs.toString(36)].join('~');
    return `/attachments/${told}~${this.signatureOf(told)}`;
  }

  /** Undefined for whatever was not signed here. */
  read(token: string): AttachmentLink | undefined {
    const found = token.length <= LONGEST ? FORM.exec(token) : null;
    if (!found) return undefined;
    const [, visitId, attachmentId, staffId, moment, signature] = found as unknown as string[];
    const expected = Buffer.from(this.signatureOf([visitId, attachmentId, staffId, moment].join('~')));
    if (!timingSafeEqual(expected, Buffer.from(signature!))) return undefined;
    return {
      ...{ visitId: visitId!, attachmentId: attachmentId!, staffId: staffId! },
      expiresMs: Number.parseInt(moment!, 36),
    };
  }

  private signatureOf(told: string): string {
    return createHmac('sha256', this.key).update(told).digest('base64url');
  }
}
