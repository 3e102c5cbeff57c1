import type { Rejection } from '@hengxin/event-sourcing';
import { languageOf, viewOf } from '@hengxin/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attachmentRejections } from './attachment.rejections.js';
import { ObjectStoreUnavailable } from './object-store.port.js';
import { OpenedAttachments } from './opened-attachments.js';

const STATUS: Readonly<Record<string, number>> = {
  ATTACHMENT_NOT_FOUND: 404,
  ATTACHMENT_LINK_EXPIRED: 410,
  ATTACHMENT_UNREADABLE: 410,
  ATTACHMENT_STORE_UNAVAILABLE: 503,
};

type Asked = FastifyRequest<{ Params: { token: string } }>;

/**
 * `GET /attachments/{token}`: a photo or voice note by its link. There is no sign-in, so that a page may show it; the
 * link is all that counts, and it is bound to a member of staff.
 */
@Injectable()
export class AttachmentRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly attachments: OpenedAttachments,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.get('/attachments/:token', (request, reply) => this.show(request as Asked, reply));
  }

  private async show(request: Asked, reply: FastifyReply): Promise<FastifyReply> {
    const found = await this.attachments.open(request.params.token).catch((error: unknown) => {
      if (error instanceof ObjectStoreUnavailable) return attachmentRejections.ATTACHMENT_STORE_UNAVAILABLE();
      throw error;
    });
    if ('rejection' in found) return refuse(found.rejection, request, reply);
    const { attachment, bytes } = found;
    return reply
      .headers({
        'content-type': attachment.contentType,
        'content-length': attachment.bytes,
        'content-disposition': `inline; filename*=UTF-8''${encoded(attachment.name)}`,
        // Whatever a file holds, it runs nothing and is kept by nobody on the way.
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      })
      .send(bytes);
  }
}

/** As RFC 8187 has it: beyond what `encodeURIComponent` leaves alone, some marks are reserved. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function refuse(rejection: Rejection, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(STATUS[rejection.code] ?? 400)
    .send(viewOf(rejection, languageOf(request.headers['accept-language'])));
}
