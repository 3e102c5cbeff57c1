import { Readable } from 'node:stream';
import type { Attachment } from '@hengxin/contracts';
import type { Rejection } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { VisitLists } from '../visit/visit-lists.js';
import { AttachmentLinks, LINK_MINUTES } from './attachment-links.js';
import { attachmentRejections as refuse } from './attachment.rejections.js';
import { ClientKeys } from './client-keys.js';
import { OBJECT_STORE, type ObjectStore } from './object-store.port.js';
import { PIECE_BYTES, SealBroken, unseal } from './sealed-file.js';

/** An attachment, and its bytes as they are read. */
export interface Opened {
  readonly attachment: Attachment;
  readonly bytes: Readable;
}

/**
 * Opens attachments by their links. A link is good for minutes, and the person it was made for has to see the visit
 * still: that is asked again, by what holds when it is used.
 */
@Injectable()
export class OpenedAttachments {
  constructor(
    private readonly links: AttachmentLinks,
    private readonly visits: VisitLists,
    private readonly keys: ClientKeys,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
  ) {}

  async open(token: string): Promise<Opened | { readonly rejection: Rejection }> {
    const link = this.links.read(token);
    if (!link) return refuse.ATTACHMENT_NOT_FOUND();
    if (link.expiresMs < this.clock.now()) return refuse.ATTACHMENT_LINK_EXPIRED({ minutes: LINK_MINUTES });
    const caller = this.callerOf(link.staffId);
    const visit = caller && !this.scope.masksNames(caller) ? await this.visits.one(link.visitId, caller) : null;
    const attachment = visit?.stored.attachments?.find(({ attachmentId }) => attachmentId === link.attachmentId);
    if (!visit || !attachment) return refuse.ATTACHMENT_NOT_FOUND();
    const key = await this.keys.find(visit.stored.clientId);
    const sealed = key && (await this.store.get(attachment.objectId));
    if (!key || !sealed) return refuse.ATTACHMENT_UNREADABLE();
    const bytes = await begun(unseal(sealed, key, attachment.attachmentId));
    return bytes ? { attachment, bytes } : refuse.ATTACHMENT_UNREADABLE();
  }

  /** Who that member of staff is today; undefined for one who has left. */
  private callerOf(staffId: string): Caller | undefined {
    const placement = this.directory.tree.staffPlacedOn(staffId, this.clock.today());
    return placement && { id: staffId, role: placement.role, unitId: placement.unitId, isStaff: true };
  }
}

/** The bytes, once the first piece has been opened: before that nothing was answered. Undefined where it does not open. */
async function begun(pieces: AsyncGenerator<Buffer, void>): Promise<Readable | undefined> {
  try {
    const first = await pieces.next();
    const all = (async function* () {
      if (!first.done) yield first.value;
      yield* pieces;
    })();
    return Readable.from(all, { objectMode: false, highWaterMark: PIECE_BYTES });
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
