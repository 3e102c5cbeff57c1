import { importMigrations, ImportModule } from '@hengxin/import';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { OrganisationResolver } from './organisation/organisation.resolver.js';
import { PlacementsResolver } from './staff/placements.resolver.js';
import { SecondWord } from './second-word/second-word.js';
import { organisationRejections } from './organisation/organisation.rejections.js';
import { FirstLoad } from './organisation/first-load.js';
import { CalendarImport } from './calendar/calendar.import.js';
import { StaffImport } from './staff/staff.import.js';
import { UnitsImport } from './unit/units.import.js';
import { Organisation1772409600000 } from './migrations/1772409600000-organisation.js';
import { SecondWord1772496000000 } from './migrations/1772496000000-second-word.js';
import { People } from './organisation/people.js';
import { PlacementsOnDay } from './organisation/placements-on-day.js';
import { Proposals } from './second-word/proposals.js';
import { proposals } from './second-word/proposals.projection.js';
import { StaffNames } from './staff/staff-names.js';
import { staffNames } from './staff/staff-names.projection.js';

registerRejections('organisation', organisationRejections);

@Module({
  imports: [ImportModule],
  controllers: [UnitsImport, StaffImport, CalendarImport],
  providers: [
    ...[PlacementsOnDay, StaffNames, People, OrganisationResolver],
    ...[FirstLoad, Proposals, SecondWord, PlacementsResolver],
  ],
})
export class OrganisationModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const organisation: ServiceDefinition = {
  name: 'organisation',
  module: OrganisationModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: [staffNames, proposals],
  migrations: [...importMigrations, Organisation1772409600000, SecondWord1772496000000],
};
