import { AGGREGATES, catalogue } from '@hengxin/contracts';
import { type Aggregate, EventCatalogue } from '@hengxin/event-sourcing';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { METRIC_SET, performanceKpisWith } from '@hengxin/performance-kpis';
import { Gift } from './gift.events.js';
import { giftRejections } from './gift.rejections.js';
import { GiftResolver } from './gift.resolver.js';
import { GIFTS_DELIVERED, giftsDelivered } from './gifts-delivered.metric.js';
import { Gifts1778000000000 } from './gifts.migration.js';
import { GiftQueries, gifts } from './gifts.projection.js';

registerRejections('visit-logging', giftRejections);

const events = new EventCatalogue([...AGGREGATES, Gift as unknown as Aggregate], catalogue.values);

@Module({ providers: [GiftQueries, GiftResolver] })
class GiftsModule {}

/** The service that owns gifts, with nothing else in it. */
export const giftsService: ServiceDefinition = {
  name: 'visit-logging',
  module: GiftsModule,
  typeDefs: new URL('./', import.meta.url),
  projections: [gifts],
  migrations: [Gifts1778000000000],
  catalogue: events,
};

/** The service that counts, with one metric more. */
export const kpisWithGifts: ServiceDefinition = {
  ...performanceKpisWith(METRIC_SET.with({ measures: [giftsDelivered], metrics: [GIFTS_DELIVERED] })),
  catalogue: events,
};
