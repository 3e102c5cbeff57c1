import { Readable } from 'node:stream';
import { BusinessDateSchema, GRAINS, Id } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { IssuerUnavailable, NotAuthenticated } from '@hengxin/identity';
import {
  Allow,
  type AuthenticatedRequest,
  languageOf,
  messageOf,
  parseInput,
  QueryRefused,
  ReadYourWrites,
} from '@hengxin/service-kit';
import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions } from '../kpi/kpi-questions.js';
import { MetricSet } from '../metrics/metric-set.js';
import { exportRejections } from './export.rejections.js';
import { type Cell, csvOf, KpiExport } from './kpi-export.js';
import { xlsxOf } from './xlsx.writer.js';

/** What the address says behind its question mark; each once. */
const Asked = z.object({
  unitId: Id,
  grain: z.enum(GRAINS),
  start: BusinessDateSchema,
  metrics: z.string().max(4_000).optional(),
  view: z.enum(['AS_WAS', 'AS_IS']).default('AS_WAS'),
});

type ExportRequest = FastifyRequest & AuthenticatedRequest;

const ALL = ['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION'] as const;

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

/** `GET /export/kpi.csv` and `GET /export/kpi.xlsx`: the rows of `kpiTable` as a file, sent as they are read. */
@UseFilters(ExportRefusals)
@Controller('export')
export class KpiExportController {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly files: KpiExport,
    private readonly metrics: MetricSet,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('kpi.csv')
  @Allow(...ALL)
  csv(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'csv', 'text/csv; charset=utf-8', csvOf);
  }

  @Get('kpi.xlsx')
  @Allow(...ALL)
  xlsx(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return this.send(request, reply, 'xlsx', type, xlsxOf);
  }

  private async send(
    request: ExportRequest,
    reply: FastifyReply,
    ending: string,
    type: string,
    written: (rows: AsyncIterable<readonly Cell[]>) => AsyncIterable<string | Uint8Array>,
  ): Promise<void> {
    const context = request.requestContext!;
    const asked = parseInput(Asked, request.query, []);
    if (isRejected(asked)) throw QueryRefused.of(asked);
    await this.readYourWrites.caughtUp(context, undefined, [...FIGURE_SOURCES, 'directory']);
    const { unitId } = this.questions.unitOf(asked.unitId, context.caller);
    const { grain, start, view } = asked;
    const rows = await this.files.rows({
      ...{ caller: context.caller, unitId, view },
      period: this.questions.periodOf({ grain, start }),
      metrics: this.metricsOf(asked.metrics),
    });
    await reply
      .header('content-type', type)
      .header('content-disposition', `attachment; filename="kpi-${unitId}-${grain}-${start}.${ending}"`)
      .send(Readable.from(written(rows), { objectMode: false }));
  }

  /** Codes parted by commas; all where none are named. */
  private metricsOf(named: string | undefined): readonly string[] {
    const codes = (named ?? '').split(',').filter((code) => code !== '');
    const unknown = codes.find((metric) => !this.metrics.codes.includes(metric));
    if (unknown !== undefined) throw QueryRefused.of(exportRejections.EXPORT_METRIC_UNKNOWN({ metric: unknown }));
    return this.questions.metricsOf(codes.length === 0 ? null : codes);
  }
}
