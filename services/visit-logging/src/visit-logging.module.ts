import { importMigrations } from '@hengxin/import';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { ClientContactsResolver } from './api/client-contacts.resolver.js';
import { ContactFeed } from './api/contact-feed.js';
import { ContactLists } from './api/contact-lists.js';
import { ContactLogbook } from './api/contact-logbook.js';
import { ContactResolver } from './api/contact.resolver.js';
import { ContactViews } from './api/contact-views.js';
import { contactRejections } from './domain/contact.rejections.js';
import { ContactsImport } from './import/contacts.import.js';
import { VisitLogging1772409600000 } from './migrations/1772409600000-visit-logging.js';
import { KeptContacts1772409600200 } from './migrations/1772409600200-kept-contacts.js';
import { ClientFactsQueries } from './read-models/client-facts.queries.js';
import { ContactsQueries } from './read-models/contacts.queries.js';
import { KeepingDay } from './read-models/keeping-day.js';
import { VisitConsumers } from './visit.consumers.js';

registerRejections('visit-logging', contactRejections);

@Module({
  controllers: [VisitConsumers],
  providers: [
    ClientFactsQueries,
    KeepingDay,
    ContactsQueries,
    ContactFeed,
    ContactLists,
    ContactLogbook,
    ContactViews,
    ContactResolver,
    ClientContactsResolver,
    ContactsImport,
  ],
})
export class VisitLoggingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const visitLogging: ServiceDefinition = {
  name: 'visit-logging',
  module: VisitLoggingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/api/schema.graphql', import.meta.url),
  migrations: [...importMigrations, VisitLogging1772409600000, KeptContacts1772409600200],
};
