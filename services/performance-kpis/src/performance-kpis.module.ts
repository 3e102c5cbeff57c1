import { chinaCalendar, dayNumber } from '@hengxin/contracts';
import { joinSchemas, schemaFiles } from '@hengxin/scalars';
import { Clock, Database, Progress, registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { Comparisons } from './comparisons/comparisons.js';
import { MetricsResolver } from './kpi/metrics.resolver.js';
import { CountedContacts } from './contacts/counted-contacts.js';
import { KpiQuestions } from './kpi/kpi-questions.js';
import { KpiTable } from './kpi/kpi-table.js';
import { KpiRowResolver, KpiSeriesResolver } from './kpi/kpi-series.resolver.js';
import { KpiResolver } from './kpi/kpi.resolver.js';
import { RestatementsResolver } from './restatements/restatements.resolver.js';
import { kpiRejections } from './kpi/kpi.rejections.js';
import { WorkingDays } from './figures/working-days.rules.js';
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
import { Leaderboard } from './leaderboard/leaderboard.js';
import { LeaderboardResolver } from './leaderboard/leaderboard.resolver.js';
import { Attainments } from './targets/attainments.js';
import { TargetQueries } from './targets/target.queries.js';
import { targetRejections } from './targets/target.rejections.js';
import { TargetSetting } from './targets/target-setting.js';
import { TargetsImport } from './targets/targets.import.js';
import { targets } from './targets/targets.projection.js';
import { TargetsResolver } from './targets/targets.resolver.js';
import { Targets1777100000100 } from './migrations/1777100000100-targets.migration.js';
import { MoreFigures1777100000000 } from './migrations/1777100000000-more-figures.migration.js';
import { FactCounts1777000000000 } from './migrations/1777000000000-fact-counts.migration.js';
import { LateContacts1767229200200 } from './migrations/1767229200200-late-contacts.migration.js';
import { RestatementsByMoment1767229200100 } from './migrations/1767229200100-restatements-by-moment.migration.js';
import { CalendarEdition } from './figures/calendar-edition.js';
import { CountedContactQueries } from './contacts/counted-contacts.queries.js';
import { CountingAgain } from './figures/counting-again.js';
import { figures } from './figures/figures.projection.js';
import { FigureQueries } from './kpi/figures.queries.js';
import { SeriesQueries } from './kpi/series.queries.js';
import { figureTables } from './figures/figures.tables.js';
import { RestatementQueries } from './restatements/restatements.queries.js';

registerRejections('performance-kpis', kpiRejections);
registerRejections('performance-kpis', targetRejections);
registerRejections('performance-kpis', scorecardRejections);

const workingDays = new WorkingDays(chinaCalendar);

@Module({
  imports: [ImportModule],
  controllers: [TargetsImport],
  providers: [
    {
      provide: FigureQueries,
      useFactory: (db: Database, clock: Clock, set: MetricSet) =>
        new FigureQueries(db, workingDays, () => dayNumber(clock.today()), set),
      inject: [Database, Clock, MetricSet],
    },
    {
      provide: SeriesQueries,
      useFactory: (db: Database, figures: FigureQueries, clock: Clock, set: MetricSet) =>
        new SeriesQueries(db, workingDays, figures, () => dayNumber(clock.today()), set),
      inject: [Database, FigureQueries, Clock, MetricSet],
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
    {
      provide: CalendarEdition,
      useFactory: (db: Database, set: MetricSet) =>
        new CalendarEdition(db, figureTables(set), { metrics: set, workingDays }),
      inject: [Database, MetricSet],
    },
    {
      provide: CountingAgain,
      useFactory: (calendar: CalendarEdition, progress: Progress) => new CountingAgain(calendar, progress),
      inject: [CalendarEdition, Progress],
    },
    KpiQuestions,
    KpiTable,
    CountedContacts,
    Comparisons,
    KpiResolver,
    MetricsResolver,
    KpiSeriesResolver,
    KpiRowResolver,
    RestatementsResolver,
    ScorecardQueries,
    Scoring,
    ScorecardsResolver,
    Leaderboard,
    LeaderboardResolver,
    TargetQueries,
    TargetSetting,
    Attainments,
    TargetsResolver,
  ],
})
export class PerformanceKpisModule {
  static counting(metrics: MetricSet): DynamicModule {
    return { module: PerformanceKpisModule, providers: [{ provide: MetricSet, useValue: metrics }] };
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
    projections: ({ clock }) => [figures(workingDays, clock.timeZone, metrics), targets, scorecards],
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
