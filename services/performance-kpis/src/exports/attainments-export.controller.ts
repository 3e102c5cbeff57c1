import { BusinessDateSchema, GRAINS, Id } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, QueryRefused, ReadYourWrites } from '@hengxin/service-kit';
import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions } from '../kpi/kpi-questions.js';
import { targets } from '../targets/targets.projection.js';
import { AttainmentsExport } from './attainments-export.js';
import { ALL, type Ending, ExportRefusals, type ExportRequest, sendFile } from './export-reply.js';

/** What the address says behind its question mark; each once. */
const Asked = z.object({
  unitId: Id.optional(),
  staffId: Id.optional(),
  grain: z.enum(GRAINS),
  start: BusinessDateSchema,
});

/** `GET /export/attainments.csv` and `.xlsx`: what `attainments` shows of a scope and of those directly below it. */
@UseFilters(ExportRefusals)
@Controller('export')
export class AttainmentsExportController {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly files: AttainmentsExport,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('attainments.csv')
  @Allow(...ALL)
  csv(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'csv');
  }

  @Get('attainments.xlsx')
  @Allow(...ALL)
  xlsx(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'xlsx');
  }

  private async send(request: ExportRequest, reply: FastifyReply, ending: Ending): Promise<void> {
    const context = request.requestContext!;
    const { caller } = context;
    const asked = parseInput(Asked, request.query, []);
    if (isRejected(asked)) throw QueryRefused.of(asked);
    await this.readYourWrites.caughtUp(context, undefined, [...FIGURE_SOURCES, targets.consumer, 'directory']);
    const { unitId = null, staffId = null, grain, start } = asked;
    const scope = this.questions.scopeOf({ unitId, staffId }, caller);
    const lines = await this.files.lines({ caller, scope, period: this.questions.periodOf({ grain, start }) });
    await sendFile(reply, `attainments-${scope.unitId ?? scope.staffId}-${grain}-${start}`, ending, lines);
  }
}
