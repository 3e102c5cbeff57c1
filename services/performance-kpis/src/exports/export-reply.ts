import { Readable } from 'node:stream';
import { IssuerUnavailable, NotAuthenticated } from '@hengxin/identity';
import { type AuthenticatedRequest, languageOf, messageOf, QueryRefused } from '@hengxin/service-kit';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Cell, csvOf } from './kpi-export.js';
import { xlsxOf } from './xlsx.writer.js';

export type ExportRequest = FastifyRequest & AuthenticatedRequest;

/** Who sees figures, and so gets them as a file. */
export const ALL = ['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION'] as const;

/** How a file ends, and with that what it is. */
export type Ending = 'csv' | 'xlsx';

/** Lines of a table, the first of them names. */
export type Lines = AsyncIterable<readonly Cell[]>;

const FORMATS: Record<Ending, { readonly type: string; written(lines: Lines): AsyncIterable<string | Uint8Array> }> = {
  csv: { type: 'text/csv; charset=utf-8', written: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', written: xlsxOf },
};

/** Sends lines as a file of that name, as they are read. */
export async function sendFile(reply: FastifyReply, name: string, ending: Ending, lines: Lines): Promise<void> {
  const { type, written } = FORMATS[ending];
  await reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}.${ending}"`)
    .send(Readable.from(written(lines), { objectMode: false }));
}

/** Why there is no file, as other files are refused: `{ code, field, message }`. */
@Catch(QueryRefused, NotAuthenticated, IssuerUnavailable)
export class ExportRefusals implements ExceptionFilter {
  catch(error: QueryRefused | NotAuthenticated | IssuerUnavailable, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const language = languageOf(http.getRequest<FastifyRequest>().headers['accept-language']);
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof QueryRefused) {
      const { code, field } = error;
      const status = code === 'NOT_ALLOWED' || code === 'OUT_OF_SCOPE' ? 403 : code === 'NOT_YET_VISIBLE' ? 503 : 400;
      void reply.code(status).send({ code, field, message: messageOf(error, language) });
      return;
    }
    const [status, code] = error instanceof NotAuthenticated ? [401, error.code] : [503, 'ISSUER_UNAVAILABLE'];
    void reply.code(status).send({ code, field: [], message: messageOf({ code, facts: {} }, language) });
  }
}
