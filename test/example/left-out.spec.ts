import { readFileSync } from 'node:fs';
import { catalogue } from '@hengxin/contracts';
import { type Decider, defineRejections, type EventOf } from '@hengxin/event-sourcing';
import { METRIC_SET } from '@hengxin/performance-kpis';
import { eventsOf, projection } from '@hengxin/projections';
import { Module } from '@nestjs/common';
import { missingColumns, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { type DeliverGift, gift } from './gifts/gift.decider.js';
import { Gift, type GiftDelivered } from './gifts/gift.events.js';
import { giftsService } from './gifts/gifts.capability.js';
import { GiftQueries } from './gifts/gifts.projection.js';
import { GIFTS_DELIVERED, giftsDelivered } from './gifts/gifts-delivered.metric.js';

/** What is forgotten of a capability does not compile, or is named. */
describe('a capability without', () => {
  let service: TestService | undefined;
  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });

  it('what its state becomes by an event does not compile', () => {
    const forgotten: Decider<DeliverGift, EventOf<typeof GiftDelivered>, 'unknown' | 'delivered'> = {
      ...gift,
      // @ts-expect-error evolve has no handler for GiftDelivered
      evolve: {},
    };
    expect(forgotten.initial).toBe('unknown');
  });

  it('the rule of a command does not compile', () => {
    const forgotten: Decider<DeliverGift, EventOf<typeof GiftDelivered>, 'unknown' | 'delivered'> = {
      ...gift,
      // @ts-expect-error no rule decides DeliverGift
      decide: {},
    };
    expect(forgotten.initial).toBe('unknown');
  });

  it('the sentence of a code in both languages does not compile', () => {
    const forgotten = defineRejections({
      // @ts-expect-error the code has no sentence in Chinese
      GIFT_TOO_LATE: { field: ['input', 'deliveredOn'], en: 'It is too late for a gift.' },
    });
    expect(Object.keys(forgotten.texts)).toEqual(['GIFT_TOO_LATE']);
  });

  it('a handler of its projection does not compile, and names the event where types are not looked at', () => {
    const forgotten = () =>
      projection({
        consumer: 'gifts',
        events: eventsOf(Gift),
        tables: [],
        load: () => [],
        // @ts-expect-error no handler for GiftDelivered
        on: {},
        store: async () => undefined,
      });
    expect(forgotten).toThrow('projection gifts consumes GiftDelivered and has no handler for it');
  });

  it('its migration names the columns that no table has', async () => {
    service = await startTestService({ ...giftsService, migrations: [] });
    expect(await missingColumns(giftsService, service.parts)).toEqual(
      ['gift_id', 'client_id', 'staff_id', 'delivered_on', 'item'].map((column) => `gift.${column}`),
    );
  }, 60_000);

  it('its event in the catalogue does not start, and names the event', async () => {
    await expect(startTestService({ ...giftsService, catalogue })).rejects.toThrow(
      'gifts consumes GiftDelivered, which the catalogue of events has not',
    );
  }, 60_000);

  it('its projection does not start, and names the consumer that its list reads from', async () => {
    await expect(startTestService({ ...giftsService, projections: [] })).rejects.toThrow(
      'giftsOf reads from gifts, which is no consumer',
    );
  }, 60_000);

  it('its resolver does not start, and names the root fields that nobody answers', async () => {
    @Module({ providers: [GiftQueries] })
    class WithoutResolver {}
    await expect(startTestService({ ...giftsService, module: WithoutResolver })).rejects.toThrow(
      'the schema has Query.giftsOf, Mutation.deliverGift, which no resolver answers',
    );
  }, 60_000);

  it('its consumer does not start, and names the projection that nothing consumes', async () => {
    const { projections, ...rest } = giftsService;
    await expect(startTestService({ ...rest, consumedProjections: projections as never })).rejects.toThrow(
      'nothing consumes the projection gifts: give a controller a method of @Consumes',
    );
  }, 60_000);

  it('its schema does not start, and names a field of its resolver', async () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';
    const typeDefs = `${link} type Query { nothing: String } type Mutation { nothing: String }`;
    await expect(startTestService({ ...giftsService, typeDefs })).rejects.toThrow(
      'defined in resolvers, but not in schema',
    );
  }, 60_000);

  it('the resolver of a field does not start, and names what no reference carries', async () => {
    const sdl = readFileSync(new URL('./gifts/gift.graphql', import.meta.url), 'utf8');
    const typeDefs = `${sdl}\nextend type Client { wishes: [String!]! }`;
    await expect(startTestService({ ...giftsService, typeDefs })).rejects.toThrow(
      'the schema has Client.wishes, which no resolver answers: write it, or name the field in @ScopedReference',
    );
  }, 60_000);

  it('its metric names the measure', () =>
    expect(() => METRIC_SET.with({ measures: [giftsDelivered] })).toThrow(
      'gifts_delivered is counted, and no metric is made of it',
    ));

  it('its measure names it', () =>
    expect(() => METRIC_SET.with({ metrics: [GIFTS_DELIVERED] })).toThrow(
      'GIFTS_DELIVERED is made of gifts_delivered, which is not counted',
    ));
});
