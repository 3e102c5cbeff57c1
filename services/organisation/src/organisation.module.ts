import { importMigrations } from '@hengxin/import';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { OrganisationResolver } from './api/organisation.resolver.js';
import { PlacementsResolver } from './api/placements.resolver.js';
import { SecondWord } from './api/second-word.js';
import { organisationRejections } from './domain/organisation.rejections.js';
import { FirstLoad } from './import/first-load.js';
import { StaffImport } from './import/staff.import.js';
import { UnitsImport } from './import/units.import.js';
import { Organisation1772409600000 } from './migrations/1772409600000-organisation.js';
import { SecondWord1772496000000 } from './migrations/1772496000000-second-word.js';
import { PlacesOnDay } from './read-models/places.js';
import { Proposals } from './read-models/proposals.js';
import { ProposalsProjection } from './read-models/proposals.projection.js';
import { StaffNames } from './read-models/staff-names.js';
import { StaffNamesProjection } from './read-models/staff-names.projection.js';

registerRejections('organisation', organisationRejections);

@Module({
  controllers: [StaffNamesProjection, ProposalsProjection],
  providers: [
    ...[PlacesOnDay, StaffNames, OrganisationResolver],
    ...[FirstLoad, Proposals, SecondWord, PlacementsResolver],
    ...[UnitsImport, StaffImport],
  ],
})
export class OrganisationModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const organisation: ServiceDefinition = {
  name: 'organisation',
  module: OrganisationModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/api/schema.graphql', import.meta.url),
  migrations: [...importMigrations, Organisation1772409600000, SecondWord1772496000000],
};
