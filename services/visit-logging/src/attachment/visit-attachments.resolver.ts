import { Clock, type RequestContext } from '@hengxin/service-kit';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { VisitView } from '../visit/visit.view.js';
import { AttachmentLinks } from './attachment-links.js';
import { type AttachmentView, viewOfAttachment } from './attachment.view.js';

/** The photos and voice notes of a visit. They cannot be masked: only for staff who know the client by name. */
@Resolver('Visit')
export class VisitAttachmentsResolver {
  constructor(
    private readonly links: AttachmentLinks,
    private readonly clock: Clock,
  ) {}

  @ResolveField()
  attachments(
    @Parent() { stored: { visitId, attachments }, showsTexts }: VisitView,
    @Context() { caller }: RequestContext,
  ): AttachmentView[] {
    if (!showsTexts || !caller.isStaff) return [];
    const nowMs = this.clock.now();
    return (attachments ?? []).map((attachment) => {
      const { attachmentId } = attachment;
      return viewOfAttachment(attachment, this.links.urlOf({ visitId, attachmentId, staffId: caller.id }, nowMs));
    });
  }
}
