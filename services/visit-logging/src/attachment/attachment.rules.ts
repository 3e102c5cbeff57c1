import { ATTACHMENT_TYPES, AttachmentAdded, type AttachmentType, line } from '@hengxin/contracts';
import type { EventOf, Rejected } from '@hengxin/event-sourcing';
import type { AddAttachment } from '../visit/visit.commands.js';
import { visitRejections } from '../visit/visit.rejections.js';
import { partOf, type VisitState } from '../visit/visit.state.js';
import { attachmentRejections as refuse } from './attachment.rejections.js';

/** Of one visit, so many at most. */
export const ATTACHMENTS_A_VISIT = 20;
/** Characters of a name. */
export const NAME_LENGTH = 200;

const NAME = line(NAME_LENGTH);
/** What a path is made of, and what other systems take for one. */
const OF_A_PATH = /[\\/:*?"<>|]/;
const DOTS_ALONE = /^\.+$/;

/** What a file type is kept as; absent for one that is neither a photo nor a voice note. */
const KEPT_AS: ReadonlyMap<string, AttachmentType> = new Map<string, AttachmentType>([
  ...ATTACHMENT_TYPES.map((type) => [type, type] as const),
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/vnd.wave', 'audio/wav'],
  // A browser records voice into the same container as video.
  ['video/webm', 'audio/webm'],
]);

/** What content is kept as, by the type that its first bytes tell; undefined for anything but a photo or voice note. */
export function keptTypeOf(detected: string | undefined): AttachmentType | undefined {
  return KEPT_AS.get(detected?.split(';')[0]!.trim() ?? '');
}

/** The name of a file without blanks around it; undefined for one with a path in it, or that nobody could read. */
export function nameOf(given: string): string | undefined {
  const name = NAME.safeParse(given);
  return name.success && !OF_A_PATH.test(name.data) && !DOTS_ALONE.test(name.data) ? name.data : undefined;
}

/** A photo or voice note is added by those who take part, to a visit that was not called off. */
export function decideAttachment(
  { visitId, callerId, attachment }: AddAttachment['data'],
  visit: VisitState,
): readonly EventOf<typeof AttachmentAdded>[] | Rejected {
  if (!visit || !partOf(visit).includes(callerId)) return visitRejections.VISIT_UNKNOWN({ visitId }, ['visitId']);
  const added = visit.attachments ?? [];
  if (added.some(({ attachmentId }) => attachmentId === attachment.attachmentId)) return [];
  if (visit.state === 'CANCELLED' || visit.state === 'NO_SHOW')
    return visitRejections.VISIT_CALLED_OFF({ visitId }, ['visitId']);
  if (added.length >= ATTACHMENTS_A_VISIT) return refuse.ATTACHMENTS_TOO_MANY({ most: ATTACHMENTS_A_VISIT });
  const { clientId, staffId } = visit;
  return [AttachmentAdded.of({ visitId, clientId, staffId, attachment: { ...attachment } })];
}
