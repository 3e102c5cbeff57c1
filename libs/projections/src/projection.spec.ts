import type { BatchContext, Tx } from '@hengxin/event-bus';
import { defineAggregate, defineEvent, type RecordedEvent } from '@hengxin/event-sourcing';
import { PATTERN_EXTRAS_METADATA, PATTERN_METADATA } from '@nestjs/microservices/constants.js';
import { z } from 'zod';
import { emptyTables, eventsOf, projection, projectionsController, startOver, table, text } from './index.js';

const Opened = defineEvent('Opened', {
  version: 1,
  summary: 'Opened.',
  data: z.object({ id: z.string(), by: z.string() }),
});
const Closed = defineEvent('Closed', { version: 1, summary: 'Closed.', data: z.object({ id: z.string() }) });
const Door = defineAggregate({ context: 'organisation', name: 'door', key: 'id', events: { Opened, Closed } });
const door = table('door', { key: ['id'], columns: { id: text(), by: text().orNull() } });

type Rows = Map<string, { id: string; by: string | null }>;
const definition = {
  consumer: 'doors',
  events: eventsOf(Door),
  tables: [door],
  load: (): Rows => new Map(),
  on: {
    Opened: ({ data }: { data: { id: string; by: string } }, rows: Rows) =>
      void rows.set(data.id, { id: data.id, by: data.by }),
    Closed: ({ data }: { data: { id: string } }, rows: Rows) => void rows.set(data.id, { id: data.id, by: null }),
  },
  store: (rows: Rows, tx: Tx) => door.put(tx, [...rows.values()]),
};

const event = (type: string, data: unknown) => ({ type, data }) as RecordedEvent;

function recorder() {
  const calls: { sql: string; values: readonly unknown[] }[] = [];
  const tx: Tx = {
    query: async (sql, values = []) => {
      calls.push({ sql, values });
      return [];
    },
  };
  return { calls, context: { tx } as BatchContext };
}

describe('a projection', () => {
  it('folds a batch in the order of the log and writes it once', async () => {
    const { calls, context } = recorder();
    await projection(definition).apply(
      [event('Opened', { id: 'a', by: 'x' }), event('Closed', { id: 'a' }), event('Opened', { id: 'b', by: 'y' })],
      context,
    );
    expect(calls.map(({ values }) => JSON.parse(values[0] as string) as unknown)).toEqual([
      [
        { id: 'a', by: null },
        { id: 'b', by: 'y' },
      ],
    ]);
  });

  it('loads what the facts of the batch name, after they were taken apart', async () => {
    const { context } = recorder();
    const loaded: string[] = [];
    const twice = projection({
      ...definition,
      split: (events) => events.flatMap((each) => [each, each]),
      load: (events) => {
        loaded.push(...events.map(({ type }) => type));
        return new Map() as Rows;
      },
    });
    await twice.apply([event('Closed', { id: 'a' })], context);
    expect(loaded).toEqual(['Closed', 'Closed']);
  });

  it('refuses an event without a handler, in types and when it is made', () => {
    const { Opened: opened } = definition.on;
    // @ts-expect-error Closed has no handler.
    expect(() => projection({ ...definition, on: { Opened: opened } })).toThrow(
      'projection doors consumes Closed and has no handler for it',
    );
  });

  it('refuses a handler for what it does not consume', () => {
    expect(() => projection({ ...definition, events: [Opened], on: definition.on })).toThrow(
      'projection doors has a handler for Closed and does not consume it',
    );
  });

  it('lets an error of the fold fail the batch before anything is written', async () => {
    const { calls, context } = recorder();
    const failing = projection({
      ...definition,
      on: {
        ...definition.on,
        Closed: () => {
          throw new Error('broken');
        },
      },
    });
    await expect(
      failing.apply([event('Opened', { id: 'a', by: 'x' }), event('Closed', { id: 'a' })], context),
    ).rejects.toThrow('broken');
    expect(calls).toEqual([]);
  });

  it('empties all its tables in one statement for a rebuild', async () => {
    const { calls, context } = recorder();
    const other = table('gate', { key: ['id'], columns: { id: text() } });
    await emptyTables({ tables: [door, other] }, context.tx);
    expect(calls.map(({ sql }) => sql)).toEqual(['truncate door, gate']);
  });

  it('begins again with empty tables, from the beginning of what it consumes, and with nothing parked', async () => {
    const { calls, context } = recorder();
    await startOver(projection(definition), context.tx);
    expect(calls.map(({ sql, values }) => [sql, ...values])).toEqual([
      ['truncate door'],
      ['delete from bus_checkpoint where consumer = $1', 'doors'],
      ['delete from bus_parked_event where consumer = $1', 'doors'],
    ]);
  });

  it('that adds to the tables of another begins again with its rows: emptied, it would add all of it twice', async () => {
    const { calls, context } = recorder();
    await startOver(projection({ ...definition, addsTo: 'houses' }), context.tx);
    expect(calls.map(({ sql }) => sql)).toEqual([
      'delete from bus_checkpoint where consumer = $1',
      'delete from bus_parked_event where consumer = $1',
    ]);
  });

  it('hands what a batch comes with to what it starts from and to what it writes', async () => {
    const { context } = recorder();
    const given: unknown[] = [];
    const told = projection({
      ...definition,
      load: (_events: unknown, _tx: Tx, of: BatchContext): Rows => (given.push(of), new Map()),
      store: async (_rows: Rows, _tx: Tx, of: BatchContext) => given.push(of),
    });
    await told.apply([], context);
    expect(given).toEqual([context, context]);
  });

  it('becomes an ordinary event pattern of a Nest controller', async () => {
    const doors = projection({ ...definition, batchSize: 7 });
    const controller = projectionsController([doors]);
    const handler = (
      controller.prototype as Record<string, (events: RecordedEvent[], context: BatchContext) => Promise<void>>
    )['doors']!;
    expect(Reflect.getMetadata(PATTERN_METADATA, handler)).toEqual(['doors']);
    expect(Reflect.getMetadata(PATTERN_EXTRAS_METADATA, handler)).toMatchObject({
      hengxinConsumer: { consumer: 'doors', batchSize: 7 },
    });
    const { calls, context } = recorder();
    await handler.call({}, [event('Closed', { id: 'a' })], context);
    expect(calls).toHaveLength(1);
  });
});
