import { chinaCalendar } from '@hengxin/contracts';
import { Clock, Database, Progress, registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { CountedContacts } from './api/counted-contacts.js';
import { KpiQuestions } from './api/kpi-questions.js';
import { KpiTable } from './api/kpi-table.js';
import { KpiResolver } from './api/kpi.resolver.js';
import { RestatementsResolver } from './api/restatements.resolver.js';
import { kpiRejections } from './domain/kpi.rejections.js';
import { WorkingDays } from './domain/working-days.js';
import { Figures1767229200000 } from './migrations/1767229200000-figures.migration.js';
import { RestatementsByMoment1767229200100 } from './migrations/1767229200100-restatements-by-moment.migration.js';
import { CalendarEdition } from './read-models/calendar-edition.js';
import { CountedContactQueries } from './read-models/counted-contacts.queries.js';
import { CountingAnew } from './read-models/counting-anew.js';
import { FIGURES, FiguresConsumer } from './read-models/figures.consumer.js';
import { FiguresProjection } from './read-models/figures.projection.js';
import { FigureQueries } from './read-models/figures.queries.js';
import { RestatementQueries } from './read-models/restatements.queries.js';

registerRejections('performance-kpis', kpiRejections);

const workingDays = new WorkingDays(chinaCalendar);

@Module({
  controllers: [FiguresConsumer],
  providers: [
    { provide: FiguresProjection, useFactory: (clock: Clock) => new FiguresProjection(workingDays, clock.timeZone), inject: [Clock] },
    { provide: FigureQueries, useFactory: (database: Database) => new FigureQueries(database, workingDays), inject: [Database] },
    { provide: CountedContactQueries, useFactory: (database: Database) => new CountedContactQueries(database), inject: [Database] },
    { provide: RestatementQueries, useFactory: (database: Database) => new RestatementQueries(database), inject: [Database] },
    {
      provide: CalendarEdition,
      useFactory: (database: Database) => new CalendarEdition(database, FIGURES, workingDays),
      inject: [Database],
    },
    {
      provide: CountingAnew,
      useFactory: (calendar: CalendarEdition, progress: Progress) => new CountingAnew(calendar, progress),
      inject: [CalendarEdition, Progress],
    },
    KpiQuestions,
    KpiTable,
    CountedContacts,
    KpiResolver,
    RestatementsResolver,
  ],
})
export class PerformanceKpisModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const performanceKpis: ServiceDefinition = {
  name: 'performance-kpis',
  module: PerformanceKpisModule,
  typeDefs: new URL('../src/api/schema.graphql', import.meta.url),
  migrations: [Figures1767229200000, RestatementsByMoment1767229200100],
};
