import { type BankCalendar, dayNumber } from '@hengxin/contracts';
import { joinSchemas, schemaFiles } from '@hengxin/scalars';
import type { Directory } from '@hengxin/identity';
import {
  BankDays,
  CALENDAR,
  Clock,
  Database,
  DIRECTORY,
  Progress,
  registerRejections,
  type ServiceDefinition,
  UnitNamesResolver,
} from '@hengxin/service-kit';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Comparisons } from './comparisons/comparisons.js';
import { MetricsResolver } from './kpi/metrics.resolver.js';
import { CountedContacts } from './contacts/counted-contacts.js';
import { CountedParts } from './counted/counted.js';
import { CountedResolver } from './counted/counted.resolver.js';
import { KpiQuestions } from './kpi/kpi-questions.js';
import { KpiTable } from './kpi/kpi-table.js';
import { KpiRowResolver, KpiSeriesResolver } from './kpi/kpi-series.resolver.js';
import { KpiResolver } from './kpi/kpi.resolver.js';
import { RestatementsResolver } from './restatements/restatements.resolver.js';
import { kpiRejections } from './kpi/kpi.rejections.js';
import { DaysOfBank } from './figures/working-days.rules.js';
import { METRIC_SET } from './metrics/index.js';
import { MetricSet } from './metrics/metric-set.js';
import { Figures1767229200000 } from './migrations/1767229200000-figures.migration.js';
import { MeasuresEdition1777000000100 } from './migrations/1777000000100-measures-edition.migration.js';
import { importMigrations, ImportModule } from '@hengxin/import';
import { Scorecards1777100000200 } from './migrations/1777100000200-scorecards.migration.js';
import { ScorecardQueries } from './scorecards/scorecard.queries.js';
import { scorecardRejections } from './scorecards/scorecard.rejections.js';
import { scorecards } from './scorecards/scorecards.projection.js';
import { ScorecardsResolver } from './scorecards/scorecards.resolver.js';
import { Scoring } from './scorecards/scoring.js';
import { exportRejections } from './exports/export.rejections.js';
import { AttainmentsExport } from './exports/attainments-export.js';
import { AttainmentsExportController } from './exports/attainments-export.controller.js';
import { KpiExport } from './exports/kpi-export.js';
import { KpiExportController } from './exports/kpi-export.controller.js';
import { LeaderboardExportController } from './exports/leaderboard-export.controller.js';
import { ExplanationsResolver } from './explanations/explanations.resolver.js';
import { AbsenceQueries, absences } from './leaderboard/absences.projection.js';
import { Leaderboard } from './leaderboard/leaderboard.js';
import { LeaderboardResolver } from './leaderboard/leaderboard.resolver.js';
import { DistributionResolver } from './leaderboard/distribution.resolver.js';
import { Attainments } from './targets/attainments.js';
import { TargetQueries } from './targets/target.queries.js';
import { targetRejections } from './targets/target.rejections.js';
import { TargetSetting } from './targets/target-setting.js';
import { TargetsImport } from './targets/targets.import.js';
import { targets } from './targets/targets.projection.js';
import { TargetsResolver } from './targets/targets.resolver.js';
import { Targets1777100000100 } from './migrations/1777100000100-targets.migration.js';
import { MoreFigures1777100000000 } from './migrations/1777100000000-more-figures.migration.js';
import { Absences1777200000300 } from './migrations/1777200000300-absences.migration.js';
import { KeptCalendar1779200000000 } from './migrations/1779200000000-kept-calendar.migration.js';
import { ClosingDigests1779300000000 } from './migrations/1779300000000-closing-digests.migration.js';
import { Coaching1777200000200 } from './migrations/1777200000200-coaching.migration.js';
import { Closings1777200000100 } from './migrations/1777200000100-closings.migration.js';
import { DirectFigures1777200000000 } from './migrations/1777200000000-direct-figures.migration.js';
import { FactCounts1777000000000 } from './migrations/1777000000000-fact-counts.migration.js';
import { LateContacts1767229200200 } from './migrations/1767229200200-late-contacts.migration.js';
import { RestatementsByMoment1767229200100 } from './migrations/1767229200100-restatements-by-moment.migration.js';
import { CalendarEdition, carryKept, keptIsOther } from './figures/calendar-edition.js';
import { CountedContactQueries } from './contacts/counted-contacts.queries.js';
import { CountingAgain } from './figures/counting-again.js';
import { balances } from './figures/balances.projection.js';
import { OccasionsAhead } from './figures/occasions-ahead.js';
import { occasionsAhead } from './figures/occasions-ahead.deadline.js';
import { occasions } from './figures/occasions.projection.js';
import { figures } from './figures/figures.projection.js';
import { HoldingRows1779000000000 } from './migrations/1779000000000-holding-rows.migration.js';
import { ReviewPromises1779000000100 } from './migrations/1779000000100-review-promises.migration.js';
import { Prompts1779100000000 } from './migrations/1779100000000-prompts.migration.js';
import { FigureQueries } from './kpi/figures.queries.js';
import { SeriesQueries } from './kpi/series.queries.js';
import { ShownFigures } from './kpi/shown-figures.js';
import { TreeViews } from './kpi/tree-views.js';
import { closingRejections } from './closings/closing.rejections.js';
import { closings } from './closings/closings.projection.js';
import { ClosedFigures } from './closings/closed-figures.js';
import { ClosingDigests } from './closings/closing-digests.js';
import { closingProved } from './closings/closing-proved.deadline.js';
import { Closings } from './closings/closings.js';
import { ClosingsResolver } from './closings/closings.resolver.js';
import { Coaching } from './coaching/coaching.js';
import { coachingDue } from './coaching/coaching-due.deadline.js';
import { coachingRejections } from './coaching/coaching.rejections.js';
import { CoachingResolver } from './coaching/coaching.resolver.js';
import { NoticeQueries, notices } from './coaching/notices.projection.js';
import { periodCloses } from './closings/period-closes.deadline.js';
import { RevisionQueries } from './closings/revisions.queries.js';
import { figureTables } from './figures/figures.tables.js';
import { RestatementQueries } from './restatements/restatements.queries.js';

registerRejections('performance-kpis', kpiRejections);
registerRejections('performance-kpis', targetRejections);
registerRejections('performance-kpis', scorecardRejections);
registerRejections('performance-kpis', closingRejections);
registerRejections('performance-kpis', exportRejections);
registerRejections('performance-kpis', coachingRejections);

/** What figures are counted with, beside their consumers. */
const COUNTING: Provider[] = [
  {
    provide: DaysOfBank,
    useFactory: (calendar: BankCalendar) => new DaysOfBank(calendar),
    inject: [CALENDAR],
  },
  {
    provide: CalendarEdition,
    useFactory: (db: Database, days: DaysOfBank, set: MetricSet, clock: Clock) =>
      new CalendarEdition(db, figureTables(set), { metrics: set, workingDays: days }, () => clock.now()),
    inject: [Database, DaysOfBank, MetricSet, Clock],
  },
  {
    provide: CountingAgain,
    useFactory: (calendar: CalendarEdition, progress: Progress, days: BankDays) =>
      new CountingAgain(calendar, progress, days),
    inject: [CalendarEdition, Progress, BankDays],
  },
];

@Module({
  imports: [ImportModule],
  controllers: [TargetsImport, KpiExportController, LeaderboardExportController, AttainmentsExportController],
  providers: [
    ...COUNTING,
    {
      provide: FigureQueries,
      useFactory: (db: Database, days: DaysOfBank, clock: Clock, set: MetricSet) =>
        new FigureQueries(db, days, () => dayNumber(clock.today()), set),
      inject: [Database, DaysOfBank, Clock, MetricSet],
    },
    {
      provide: SeriesQueries,
      useFactory: (db: Database, days: DaysOfBank, figures: FigureQueries, clock: Clock, set: MetricSet) =>
        new SeriesQueries(db, days, figures, () => dayNumber(clock.today()), set),
      inject: [Database, DaysOfBank, FigureQueries, Clock, MetricSet],
    },
    {
      provide: TreeViews,
      useFactory: (
        db: Database,
        figures: FigureQueries,
        series: SeriesQueries,
        clock: Clock,
        set: MetricSet,
        directory: Directory,
        days: DaysOfBank,
      ) => {
        const day = () => dayNumber(clock.today());
        const sums = new FigureQueries(db, days, day, set, 'SUM');
        const added = { figures: sums, series: new SeriesQueries(db, days, sums, day, set, 'SUM') };
        return new TreeViews({ figures, series }, added, db, set, () => clock.today(), directory);
      },
      inject: [Database, FigureQueries, SeriesQueries, Clock, MetricSet, DIRECTORY, DaysOfBank],
    },
    {
      provide: CountedContactQueries,
      useFactory: (db: Database, set: MetricSet) => new CountedContactQueries(db, set),
      inject: [Database, MetricSet],
    },
    {
      provide: RestatementQueries,
      useFactory: (db: Database, set: MetricSet) => new RestatementQueries(db, set),
      inject: [Database, MetricSet],
    },
    OccasionsAhead,
    ClosedFigures,
    ClosingDigests,
    RevisionQueries,
    Closings,
    ClosingsResolver,
    Coaching,
    NoticeQueries,
    CoachingResolver,
    ShownFigures,
    KpiQuestions,
    KpiTable,
    CountedContacts,
    CountedParts,
    CountedResolver,
    Comparisons,
    KpiResolver,
    MetricsResolver,
    KpiSeriesResolver,
    KpiRowResolver,
    RestatementsResolver,
    ScorecardQueries,
    Scoring,
    ScorecardsResolver,
    KpiExport,
    AttainmentsExport,
    ExplanationsResolver,
    AbsenceQueries,
    Leaderboard,
    LeaderboardResolver,
    DistributionResolver,
    TargetQueries,
    TargetSetting,
    Attainments,
    TargetsResolver,
    UnitNamesResolver,
  ],
})
export class PerformanceKpisModule {
  static counting(metrics: MetricSet): DynamicModule {
    return { module: PerformanceKpisModule, providers: [{ provide: MetricSet, useValue: metrics }] };
  }
}

/** Counts beside the service: see `rebuild`. */
@Module({})
class CountingModule {
  static of(metrics: MetricSet): DynamicModule {
    return { module: CountingModule, providers: [{ provide: MetricSet, useValue: metrics }, ...COUNTING] };
  }
}

const SCHEMA = new URL('../src/', import.meta.url);

/**
 * The service with a bank's metrics: the columns of their measures, and their codes in the schema's enum, come by
 * themselves.
 */
export function performanceKpisWith(metrics: MetricSet): ServiceDefinition {
  return {
    name: 'performance-kpis',
    module: PerformanceKpisModule.counting(metrics),
    typeDefs: metrics === METRIC_SET ? SCHEMA : withCodes(joinSchemas(schemaFiles(SCHEMA)), metrics),
    projections: ({ clock, calendar }) => {
      const days = new DaysOfBank(calendar);
      return [
        figures(days, clock.timeZone, metrics, clock),
        balances(days, clock.timeZone, metrics, clock),
        occasions(days, clock.timeZone, metrics, clock),
        targets,
        scorecards,
        closings,
        notices,
        absences(clock.timeZone),
      ];
    },
    rebuild: {
      module: CountingModule.of(metrics),
      // What was shown when a period was closed is kept by who counts: the closings have to be there.
      seeds: [closings.consumer],
      // What closed periods showed before the bank said other days is in no event.
      carry: carryKept,
      carriedIsOther: keptIsOther,
      moved: ['calendar_edition', 'kept_calendar'],
      // Which consumer came to add something depends on which was further.
      incidental: ['seq', 'stamp', 'shard'],
      sums: ['rollup', 'portfolio_level', 'course_step', 'shared_client', 'fact_count'],
      isReady: (beside) => beside.get(CalendarEdition).isComplete(),
    },
    deadlines: [periodCloses, closingProved, coachingDue, occasionsAhead],
    migrations: [
      ...importMigrations,
      Figures1767229200000,
      RestatementsByMoment1767229200100,
      LateContacts1767229200200,
      FactCounts1777000000000,
      MeasuresEdition1777000000100,
      MoreFigures1777100000000,
      Targets1777100000100,
      Scorecards1777100000200,
      HoldingRows1779000000000,
      ReviewPromises1779000000100,
      Prompts1779100000000,
      DirectFigures1777200000000,
      Closings1777200000100,
      Coaching1777200000200,
      Absences1777200000300,
      KeptCalendar1779200000000,
      ClosingDigests1779300000000,
    ],
  };
}

/** The schema with the codes of metrics that the product has not. */
function withCodes(schema: string, { metrics }: MetricSet): string {
  const more = metrics.filter(({ code }) => !METRIC_SET.codes.includes(code));
  if (more.length === 0) return schema;
  return `${schema}\nextend enum Metric {\n${more.map(({ code, summary }) => `  ${JSON.stringify(summary)}\n  ${code}\n`).join('')}}\n`;
}

/** The service, as `main.ts` starts it and as specs do. */
export const performanceKpis: ServiceDefinition = performanceKpisWith(METRIC_SET);
