import type { Attachment } from '@hengxin/contracts';

/** An attachment as the schema has it. */
export interface AttachmentView {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly addedBy: { readonly __typename: 'Staff'; readonly id: string };
  readonly addedAt: string;
  readonly url: string;
}

export function viewOfAttachment(
  { attachmentId: id, name, contentType, bytes, addedBy, addedAt }: Attachment,
  url: string,
): AttachmentView {
  return { id, name, contentType, bytes, addedBy: { __typename: 'Staff', id: addedBy }, addedAt, url };
}
