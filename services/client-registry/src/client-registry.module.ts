import { type Config, CONFIG, Database, registerRejections } from '@hengxin/service-kit';
import { importMigrations, ImportModule } from '@hengxin/import';
import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@hengxin/service-kit';
import { CircleQueries } from './circle/circle.queries.js';
import { CircleRegistrar } from './circle/circle-registrar.js';
import { CircleResolver } from './circle/circle.resolver.js';
import { ClientMutationsResolver } from './client/client.mutations.resolver.js';
import { ClientQueriesResolver } from './client/client.queries.resolver.js';
import { ClientViews } from './client/client.views.js';
import { ClientHistories } from './client/client-histories.js';
import { Registrar } from './client/registrar.js';
import { clientRejections } from './client/client.rejections.js';
import { clientWarnings } from './client/client.warnings.js';
import { clientRowRejections } from './clients-file/client-row.rejections.js';
import { ClientsImport } from './clients-file/clients.import.js';
import { ClientRegistry1772409600000 } from './migrations/1772409600000-client-registry.js';
import { ClaimsOfCommands1772409600200 } from './migrations/1772409600200-claims-of-commands.js';
import { ClientsAsPeople1772409600300 } from './migrations/1772409600300-clients-as-people.js';
import { ClientSearch1772409600400 } from './migrations/1772409600400-client-search.js';
import { PortfolioPlaces1772409600100 } from './migrations/1772409600100-portfolio-places.js';
import { ClientPages } from './client/client-pages.js';
import { GROUP_CHANNEL_PORT, type GroupChannel } from './group/group-channel.port.js';
import { GroupDesk } from './group/group-desk.js';
import { memberConsentEnds, membersToldOf, toldToChannel } from './group/group.deadlines.js';
import { GroupPages } from './group/group-pages.js';
import { GroupPosts } from './group/group-posts.js';
import { groupPosts } from './group/group-posts.projection.js';
import { groupRejections } from './group/group.rejections.js';
import { ClientGroupsResolver, GroupResolver } from './group/group.resolver.js';
import { groupsKept } from './group/groups.projection.js';
import { GroupsQueries } from './group/groups.queries.js';
import { Memberships } from './group/memberships.js';
import { WecomChannel } from './group/wecom/wecom.channel.js';
import { WecomChats } from './group/wecom/wecom-chats.js';
import { WecomClient } from './group/wecom/wecom-client.js';
import { SegmentsAndGroups1779100000000 } from './migrations/1779100000000-segments-and-groups.js';
import { clientHoldings } from './segment/client-holdings.projection.js';
import { FilterScope } from './segment/filter-scope.js';
import { PortfoliosQueries } from './segment/portfolios.queries.js';
import { SegmentClients } from './segment/segment-clients.js';
import { SegmentDesk } from './segment/segment-desk.js';
import { segmentRejections } from './segment/segment.rejections.js';
import { SegmentResolver } from './segment/segment.resolver.js';
import { segmentsKept } from './segment/segments.projection.js';
import { SegmentsQueries } from './segment/segments.queries.js';
import { ClientCache } from './client/client-cache.js';
import { clients } from './client/client.projection.js';
import { ClientsQueries } from './client/clients.queries.js';
import { clientFeeds } from './client/client-feed.projection.js';
import { lastContacts } from './client/last-contact.projection.js';
import { ClientFeed1779000000000 } from './migrations/1779000000000-client-feed.js';
import { PhoneReveal } from './client/phone-reveal.entity.js';
import { PhoneReveals } from './client/phone-reveals.js';
import { clientHelpers } from './helpers/client-helpers.projection.js';
import { ClientHelpersQueries } from './helpers/client-helpers.queries.js';
import { ClientHelpers1772409600500 } from './migrations/1772409600500-client-helpers.js';
import { HandoverConsumers } from './handover/handover.consumers.js';
import { HandoverResolver } from './handover/handover.resolver.js';
import { Handovers } from './handover/handovers.js';
import { SearchQueries } from './search/search.queries.js';
import { SearchResolver } from './search/search.resolver.js';
import { PortfolioDay } from './portfolio/portfolio-day.js';
import { PortfolioSlots } from './portfolio/portfolio-slots.js';

for (const rejections of [clientRejections, clientWarnings, clientRowRejections, segmentRejections, groupRejections])
  registerRejections('client-registry', rejections);

/** The platform's own way to groups: WeCom, where the bank has set it up. */
const groupChannel = {
  provide: GROUP_CHANNEL_PORT,
  inject: [CONFIG, Database],
  useFactory: ({ wecom }: Config, database: Database): GroupChannel | null =>
    wecom ? new WecomChannel(new WecomClient(wecom), new WecomChats(database)) : null,
};

@Module({
  imports: [ImportModule],
  controllers: [ClientsImport, HandoverConsumers],
  providers: [
    PortfolioDay,
    PortfolioSlots,
    ClientCache,
    ClientsQueries,
    PhoneReveals,
    ClientHelpersQueries,
    ClientViews,
    ClientHistories,
    Registrar,
    Handovers,
    HandoverResolver,
    SearchQueries,
    SearchResolver,
    CircleQueries,
    CircleRegistrar,
    CircleResolver,
    ClientPages,
    FilterScope,
    PortfoliosQueries,
    SegmentsQueries,
    SegmentClients,
    SegmentDesk,
    SegmentResolver,
    groupChannel,
    GroupsQueries,
    Memberships,
    GroupPosts,
    GroupDesk,
    GroupPages,
    GroupResolver,
    ClientGroupsResolver,
    ClientQueriesResolver,
    ClientMutationsResolver,
  ],
})
export class ClientRegistryModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const clientRegistry: ServiceDefinition = {
  name: 'client-registry',
  module: ClientRegistryModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  entities: [PhoneReveal],
  projections: ({ clock }) => [
    clients(() => clock.today()),
    lastContacts,
    clientHelpers,
    clientFeeds,
    clientHoldings,
    segmentsKept,
    groupsKept(() => clock.instant()),
    groupPosts,
  ],
  deadlines: [membersToldOf, memberConsentEnds, toldToChannel],
  migrations: [
    ...importMigrations,
    ClientRegistry1772409600000,
    PortfolioPlaces1772409600100,
    ClaimsOfCommands1772409600200,
    ClientsAsPeople1772409600300,
    ClientSearch1772409600400,
    ClientHelpers1772409600500,
    ClientFeed1779000000000,
    SegmentsAndGroups1779100000000,
  ],
};
