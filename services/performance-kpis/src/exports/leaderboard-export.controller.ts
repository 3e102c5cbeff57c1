import { BusinessDateSchema, GRAINS, Id, line, Role } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, QueryRefused, ReadYourWrites } from '@hengxin/service-kit';
import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions } from '../kpi/kpi-questions.js';
import type { Period } from '../kpi/period-input.rules.js';
import { ABSENCES } from '../leaderboard/absences.projection.js';
import { Leaderboard } from '../leaderboard/leaderboard.js';
import type { Ranked } from '../leaderboard/leaderboard.rules.js';
import { MetricSet } from '../metrics/metric-set.js';
import { ALL, type Ending, ExportRefusals, type ExportRequest, sendFile } from './export-reply.js';
import { exportRejections } from './export.rejections.js';
import type { Cell } from './kpi-export.js';

/** What the address says behind its question mark; each once. */
const Asked = z.object({
  metric: line(64),
  grain: z.enum(GRAINS),
  start: BusinessDateSchema,
  role: Role.default('RM'),
  unitId: Id.optional(),
});
type Asked = z.infer<typeof Asked>;

/** `GET /export/leaderboard.csv` and `.xlsx`: the places that `leaderboard` shows the caller, as a file. */
@UseFilters(ExportRefusals)
@Controller('export')
export class LeaderboardExportController {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly board: Leaderboard,
    private readonly calendar: CalendarEdition,
    private readonly metrics: MetricSet,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('leaderboard.csv')
  @Allow(...ALL)
  csv(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'csv');
  }

  @Get('leaderboard.xlsx')
  @Allow(...ALL)
  xlsx(@Req() request: ExportRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, 'xlsx');
  }

  private async send(request: ExportRequest, reply: FastifyReply, ending: Ending): Promise<void> {
    const context = request.requestContext!;
    const asked = parseInput(Asked, request.query, []);
    if (isRejected(asked)) throw QueryRefused.of(asked);
    await this.readYourWrites.caughtUp(context, undefined, [...FIGURE_SOURCES, ABSENCES, 'directory']);
    await this.calendar.assertComplete();
    const { metric, grain, start, role, unitId } = asked;
    if (!this.metrics.codes.includes(metric))
      throw QueryRefused.of(exportRejections.EXPORT_METRIC_UNKNOWN({ metric }, ['metric']));
    const period = this.questions.periodOf({ grain, start });
    const places = await this.board.of({ caller: context.caller, metric, period, role, unitId });
    await sendFile(reply, `leaderboard-${metric}-${grain}-${start}`, ending, linesOf(places, asked, period));
  }
}

async function* linesOf(
  places: readonly Ranked[],
  { metric, role }: Asked,
  { grain, start, end }: Period,
): AsyncGenerator<readonly Cell[]> {
  yield ['rank', 'peers', 'staff_id', 'role', 'grain', 'start', 'end', metric];
  for (const { rank, peers, staffId, value } of places) yield [rank, peers, staffId, role, grain, start, end, value];
}
