import { randomUUID } from 'node:crypto';
import { Visit as VisitAggregate, type Attachment } from '@hengxin/contracts';
import { isRejected, type Rejection } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, CONFIG, type Config, deterministicId, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { StartedVisits } from '../visit/started-visits.js';
import { visitDecider } from '../visit/visit.decider.js';
import type { VisitState } from '../visit/visit.state.js';
import { attachmentRejections as refuse } from './attachment.rejections.js';
import { decideAttachment, keptTypeOf, NAME_LENGTH, nameOf } from './attachment.rules.js';
import { ClientKeys } from './client-keys.js';
import { OBJECT_STORE, type ObjectStore } from './object-store.port.js';
import { sealedBytes } from './sealed-file.js';
import { FileTooLarge, SpooledFile } from './spooled-file.js';

/** A file that somebody sends. */
export interface Upload {
  readonly visitId: string;
  readonly name: string;
  readonly commandId: string;
  /** How long the sender says it is; undefined where it does not say. */
  readonly announcedBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

export type Added =
  { readonly attachment: Attachment; readonly position: string | null } | { readonly rejection: Rejection };

/** Takes photos and voice notes of visits: what may be refused before a byte is read is. */
@Injectable()
export class AttachmentDesk implements OnModuleInit {
  constructor(
    private readonly commands: CommandHandler,
    private readonly visits: StartedVisits,
    private readonly keys: ClientKeys,
    private readonly clock: Clock,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(CONFIG) private readonly config: Pick<Config, 'attachments'>,
  ) {}

  onModuleInit(): Promise<void> {
    return SpooledFile.sweep();
  }

  async add(upload: Upload, context: RequestContext): Promise<Added> {
    const { most } = this.config.attachments;
    const name = nameOf(upload.name);
    if (name === undefined) return refuse.ATTACHMENT_NAME_INVALID({ most: NAME_LENGTH });
    if ((upload.announcedBytes ?? 0) > most) return refuse.ATTACHMENT_TOO_LARGE({ most });
    const { visitId, commandId } = upload;
    const callerId = context.caller.id;
    const attachmentId = deterministicId('attachment', callerId, commandId);
    const visit = await this.visits.read(visitId);
    const begun: Attachment = {
      ...{ attachmentId, objectId: attachmentId, name, contentType: 'image/jpeg', bytes: 1 },
      ...{ addedBy: callerId, addedAt: this.clock.instant() },
    };
    const foreseen = decideAttachment({ visitId, callerId, attachment: begun }, visit);
    if (isRejected(foreseen)) return foreseen;
    const key = await this.keys.keyFor(visit!.clientId);
    if (!key) return refuse.ATTACHMENT_UNREADABLE();
    const file = await taken(upload.body, { most, key, boundTo: attachmentId });
    if (!file) return refuse.ATTACHMENT_TOO_LARGE({ most });
    try {
      return await this.keep(file, { ...begun, bytes: file.bytes }, { visitId, commandId }, context);
    } finally {
      await file.drop();
    }
  }

  /**
   * The bytes go first: an attachment of which the log tells can be opened. They lie apart from those of any other
   * upload, so that none replaces or takes away what was accepted of another, under the same command too. What is
   * refused after that, or was accepted before, is taken away.
   */
  private async keep(
    file: SpooledFile,
    begun: Attachment,
    { visitId, commandId }: Pick<Upload, 'visitId' | 'commandId'>,
    context: RequestContext,
  ): Promise<Added> {
    const contentType = keptTypeOf((await fileTypeFromBuffer(file.sample))?.mime);
    if (!contentType) return refuse.ATTACHMENT_TYPE_UNKNOWN();
    const { attachmentId, name } = begun;
    const objectId = randomUUID();
    const attachment = { ...begun, objectId, contentType };
    await this.store.put(objectId, file.read(), sealedBytes(file.bytes));
    const result = await this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id: visitId,
      command: { type: 'AddAttachment', data: { visitId, callerId: context.caller.id, attachment } },
      commandId,
      input: { command: 'addAttachment', visitId, name, digest: file.digest },
      context,
    });
    if (!result.accepted) {
      // An append whose answer was lost may be in the log though the command was refused for want of time.
      if (!objectsOf(await this.visits.read(visitId)).includes(objectId)) await this.store.remove(objectId);
      return result;
    }
    const kept = result.state?.attachments?.find((each) => each.attachmentId === attachmentId) ?? attachment;
    if (kept.objectId !== objectId) await this.store.remove(objectId);
    return { attachment: kept, position: result.position };
  }
}

function objectsOf(visit: VisitState): string[] {
  return (visit?.attachments ?? []).map(({ objectId }) => objectId);
}

/** Undefined for a file that is too large. */
async function taken(
  body: AsyncIterable<Uint8Array>,
  options: Parameters<typeof SpooledFile.take>[1],
): Promise<SpooledFile | undefined> {
  try {
    return await SpooledFile.take(body, options);
  } catch (error) {
    if (error instanceof FileTooLarge) return undefined;
    throw error;
  }
}
