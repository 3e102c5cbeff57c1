import { Id, line } from '@hengxin/contracts';
import { isOutage } from '@hengxin/event-bus';
import { isRejected, type Rejection } from '@hengxin/event-sourcing';
import { BodyDeadlines } from '@hengxin/http-door';
import { IssuerUnavailable, NotAuthenticated } from '@hengxin/identity';
import { FileRefused, ImportAnswer, RequestBody } from '@hengxin/import';
import {
  Allow,
  type AuthenticatedRequest,
  Clock,
  CONFIG,
  type Config,
  languageOf,
  LOGGER,
  parseInput,
  QueryRefused,
  sharedRejections,
  StreamedBody,
} from '@hengxin/service-kit';
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Inject,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentDesk } from './attachment-desk.js';
import { AttachmentLinks } from './attachment-links.js';
import { attachmentRejections } from './attachment.rejections.js';
import { viewOfAttachment } from './attachment.view.js';
import { ObjectStoreUnavailable } from './object-store.port.js';

type UploadRequest = FastifyRequest & AuthenticatedRequest;
type Logger = Record<'error', (facts: object, message: string) => void>;

const STATUS: Readonly<Record<string, number>> = {
  NOT_ALLOWED: 403,
  VISIT_UNKNOWN: 404,
  UPLOAD_IDLE: 408,
  COMMAND_ID_REUSED: 409,
  VISIT_CALLED_OFF: 409,
  ATTACHMENTS_TOO_MANY: 409,
  ATTACHMENT_UNREADABLE: 410,
  ATTACHMENT_TOO_LARGE: 413,
  ATTACHMENT_TYPE_UNKNOWN: 415,
  CONFLICT: 503,
  ATTACHMENT_STORE_UNAVAILABLE: 503,
  LOG_UNAVAILABLE: 503,
  ISSUER_UNAVAILABLE: 503,
  INTERNAL: 500,
};
const statusOf = ({ code }: Rejection): number => STATUS[code] ?? 400;
const COMMAND_ID = line(200);

/** Answers why a file was not taken: `{ code, field, message }`, while what is still sent is read and forgotten. */
@Catch()
export class UploadRefusals implements ExceptionFilter {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'connections'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    const rejection = rejectionOf(error);
    const status = error instanceof NotAuthenticated ? 401 : statusOf(rejection);
    if (rejection.code === 'INTERNAL') {
      const { correlationId } = request.requestContext ?? {};
      this.logger.error({ err: error, correlationId }, 'an attachment was not taken');
    }
    await this.refuse(rejection, request, http.getResponse<FastifyReply>(), { status });
  }

  async refuse(
    rejection: Rejection,
    request: FastifyRequest,
    reply: FastifyReply,
    {
      status = statusOf(rejection),
      body = new RequestBody(request.raw, this.config.connections.importIdleMs),
    }: { readonly status?: number; readonly body?: RequestBody } = {},
  ): Promise<void> {
    BodyDeadlines.of(request.server)?.await(request, reply);
    const answer = new ImportAnswer(reply, languageOf(request.headers['accept-language']));
    await answer.refuse(status, rejection, body);
  }
}

/**
 * `POST /attachments/{visitId}` with the headers `command-id` and `file-name`: a photo or voice note, as it is, in the
 * body. The name may say who the client is, and addresses are written down by whatever a call passes: so it is none of
 * it.
 */
@UseFilters(UploadRefusals)
@Controller('attachments')
export class AttachmentController {
  constructor(
    private readonly desk: AttachmentDesk,
    private readonly links: AttachmentLinks,
    private readonly refusals: UploadRefusals,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'connections'>,
  ) {}

  @Post(':visitId')
  @Allow('RM', 'UNIT_HEAD')
  @StreamedBody()
  async take(@Req() request: UploadRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = request.requestContext!;
    BodyDeadlines.of(request.server)?.release(request);
    const body = new RequestBody(request.raw, this.config.connections.importIdleMs);
    const { visitId: named } = request.params as { visitId: string };
    const visitId = parseInput(Id, named, ['visitId']);
    if (isRejected(visitId)) return this.refusals.refuse(visitId.rejection, request, reply, { body });
    const commandId = COMMAND_ID.safeParse(request.headers['command-id']);
    if (!commandId.success) {
      const { rejection } = attachmentRejections.ATTACHMENT_COMMAND_MISSING();
      return this.refusals.refuse(rejection, request, reply, { body });
    }
    const announced = Number(request.headers['content-length']);
    const upload = {
      ...{ visitId, commandId: commandId.data, body, name: decoded(request.headers['file-name']) },
      announcedBytes: Number.isFinite(announced) ? announced : undefined,
    };
    const added = await this.desk.add(upload, context);
    if ('rejection' in added) return this.refusals.refuse(added.rejection, request, reply, { body });
    const { attachment, position } = added;
    const link = { visitId, attachmentId: attachment.attachmentId, staffId: context.caller.id };
    const view = viewOfAttachment(attachment, this.links.urlOf(link, this.clock.now()));
    await reply.code(201).send({ attachment: { ...view, addedBy: view.addedBy.id }, position });
  }
}

/** Headers hold no Chinese: a name comes percent-encoded. Empty for one that cannot be read. */
function decoded(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(typeof header === 'string' ? header : '');
  } catch {
    return '';
  }
}

/** A failure that nobody foresaw tells no more than that it was. */
function rejectionOf(error: unknown): Rejection {
  const plain = (code: string): Rejection => ({ code, field: [], facts: {} });
  if (error instanceof FileRefused) return error.rejection;
  if (error instanceof QueryRefused) return { code: error.code, field: error.field, facts: error.facts };
  if (error instanceof NotAuthenticated) return plain(error.code);
  if (error instanceof IssuerUnavailable) return plain('ISSUER_UNAVAILABLE');
  if (error instanceof ObjectStoreUnavailable) return attachmentRejections.ATTACHMENT_STORE_UNAVAILABLE().rejection;
  if (isOutage(error)) return sharedRejections.LOG_UNAVAILABLE().rejection;
  return sharedRejections.INTERNAL().rejection;
}
