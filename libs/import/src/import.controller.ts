import { Allow, StreamedBody } from '@hengxin/service-kit';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Get,
  Inject,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Columns } from './cells.js';
import { ImportFiles, type ImportRequest } from './import.files.js';
import type { ImportKind } from './import.kind.js';

/** What the guard or Nest finds is answered as imports answer, before a row is read. */
@Catch()
export class ImportRefusals implements ExceptionFilter {
  constructor(private readonly files: ImportFiles) {}

  catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    return this.files.refuse(error, request, http.getResponse<FastifyReply>(), kindOf(request));
  }
}

/**
 * Takes a kind of file: `POST` (the file in, NDJSON out, both streamed) and `GET /{import-id}` under the path of its
 * controller, which is `@Controller('import/{kind}')`. Its module imports `ImportModule`, and the service's migrations
 * hold `importMigrations`.
 */
@UseFilters(ImportRefusals)
export abstract class ImportController<C extends Columns> {
  @Inject(ImportFiles) private readonly files!: ImportFiles;
  protected abstract readonly kind: ImportKind<C>;

  @Post()
  @Allow('ADMIN')
  @StreamedBody()
  takeFile(@Req() request: ImportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.files.take(request, reply, this.kind);
  }

  @Get(':importId')
  @Allow('ADMIN')
  showRun(@Req() request: ImportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.files.show(request, reply, this.kind.kind);
  }
}

/** The kind of file in the path of a call. */
function kindOf({ url }: FastifyRequest): string {
  return /^\/import\/(\w+)/.exec(url)?.[1] ?? '';
}
