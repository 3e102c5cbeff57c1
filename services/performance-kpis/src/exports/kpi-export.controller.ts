import { BusinessDateSchema, GRAINS, Id } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, QueryRefused, ReadYourWrites } from '@hengxin/service-kit';
import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions } from '../kpi/kpi-questions.js';
import { MetricSet } from '../metrics/metric-set.js';
import { ALL, type Ending, ExportRefusals, type ExportRequest, sendFile } from './export-reply.js';
import { exportRejections } from './export.rejections.js';
import { KpiExport } from './kpi-export.js';

/** What the address says behind its question mark; each once. */
const Asked = z.object({
  unitId: Id,
  grain: z.enum(GRAINS),
  start: BusinessDateSchema,
  metrics: z.string().max(4_000).optional(),
  view: z.enum(['AS_WAS', 'AS_IS']).default('AS_WAS'),
});

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
    return this.send(request, reply, 'csv');
  }

  @Get('kpi.xlsx')
  @Allow(...ALL)
  xlsx(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'xlsx');
  }

  private async send(request: ExportRequest, reply: FastifyReply, ending: Ending): Promise<void> {
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
    await sendFile(reply, `kpi-${unitId}-${grain}-${start}`, ending, rows);
  }

  /** Codes parted by commas; all where none are named. */
  private metricsOf(named: string | undefined): readonly string[] {
    const codes = (named ?? '').split(',').filter((code) => code !== '');
    const unknown = codes.find((metric) => !this.metrics.codes.includes(metric));
    if (unknown !== undefined) throw QueryRefused.of(exportRejections.EXPORT_METRIC_UNKNOWN({ metric: unknown }));
    return this.questions.metricsOf(codes.length === 0 ? null : codes);
  }
}
