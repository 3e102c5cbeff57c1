import { z } from 'zod';
import { defineAggregate, defineEvent, EventCatalogue } from './index.js';

const Opened = defineEvent('Opened', {
  version: 2,
  summary: 'A shop opened.',
  data: z.object({ shopId: z.string(), name: z.string() }),
  upcasters: { 1: (data) => ({ ...data, name: 'unnamed' }) },
});
const shop = () => defineAggregate({ context: 'shops', name: 'shop', key: 'shopId', events: { Opened } });
const values = {
  heal: (_: string, data: Record<string, unknown>) => (data['name'] === 'ill' ? { ...data, name: 'well' } : data),
  isMoment: () => true,
  isBusinessDate: () => true,
};
const catalogue = new EventCatalogue([shop() as never], values);

describe('the catalogue of events', () => {
  it('finds an aggregate by its stream, and an event by its type', () => {
    expect(catalogue.aggregateOfStream('shop-1').context).toBe('shops');
    expect(() => catalogue.aggregateOfStream('ship-1')).toThrow('no context owns stream ship-1');
    expect(catalogue.definitionOf('Opened')?.event).toBe(Opened);
    expect(catalogue.definitionOf('Closed')).toBeUndefined();
    expect(catalogue.aggregatesOf('shops').map(({ name }) => name)).toEqual(['shop']);
    expect(catalogue.aggregatesOf('ships')).toEqual([]);
  });

  it('refuses two events of one type', () => {
    expect(() => new EventCatalogue([shop() as never, shop() as never], values)).toThrow(
      'two events are called Opened',
    );
  });

  it.each([
    ['an earlier version is brought up and healed', 1, { shopId: '1' }, 2, { shopId: '1', name: 'unnamed' }],
    ['today’s version is healed', 2, { shopId: '1', name: 'ill' }, 2, { shopId: '1', name: 'well' }],
    ['a later version stays as it is', 3, { shopId: '1', name: 'ill' }, 3, { shopId: '1', name: 'ill' }],
  ])('%s', (_, version, stored, today, data) =>
    expect(catalogue.upcast('Opened', version, stored)).toEqual({ version: today, data }),
  );

  it('leaves a type that it does not know as it was stored', () => {
    expect(catalogue.upcast('Closed', 7, { name: 'ill' })).toEqual({ version: 7, data: { name: 'ill' } });
  });
});
