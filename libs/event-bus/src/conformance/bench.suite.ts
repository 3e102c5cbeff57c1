import { randomUUID } from 'node:crypto';
import { ContactLogged } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Pool } from 'pg';
import { Consumes } from '../port/consumes.decorator.js';
import { BusOneSource1767312000000 } from '../migrations/bus-one-source.migration.js';
import { BusSkippedEvents1774000000000 } from '../migrations/bus-skipped-events.migration.js';
import { BusTables1767225600000 } from '../migrations/bus-tables.migration.js';
import type { BusObserver } from '../port/observer.js';
import type { BatchContext, ConsumerOptions } from '../port/port.js';
import { Progress } from '../progress/progress.js';
import { poolTxSource, type TxSource } from '../checkpoint/tx-source.js';

/** How a source is set up for the suite: everything else is the same for all. */
export interface SourceUnderTest {
  readonly log: EventLog;
  /** A transport of a service that gets the events of contacts but does not own them. */
  transport(parts: { db: TxSource; progress: Progress; observer: BusObserver }): CustomTransportStrategy;
  /** Sends everything that was ever published once more, to consumers started from now on. */
  sendAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** A handler of the suite: what a read model would do with one event. */
export type OnEvent = (event: RecordedEvent, context: BatchContext) => Promise<void> | void;

/** One running instance of a service with one consumer. */
export interface Instance {
  readonly progress: Progress;
  readonly failures: { outage: boolean; error: unknown }[];
  stop(): Promise<void>;
}

/** The tables and functions of the bus, as a service's migrations make them. */
export async function prepareBus(pool: Pool): Promise<void> {
  for (const migration of [
    new BusTables1767225600000(),
    new BusOneSource1767312000000(),
    new BusSkippedEvents1774000000000(),
  ])
    await migration.up({ query: (text: string) => pool.query(text) });
}

/** Writes down in a table what was applied, in the consumer's transaction. */
export class Bench {
  private readonly instances: Instance[] = [];

  constructor(
    readonly source: SourceUnderTest,
    readonly pool: Pool,
  ) {}

  static async prepare(pool: Pool): Promise<void> {
    await prepareBus(pool);
    await pool.query(
      'create table applied (n bigint generated always as identity, consumer text, key text, no int, notes text, instance text)',
    );
  }

  /** Appends one contact of a client; `no` counts a client's contacts and comes back in the event's stream. */
  async publish(clientId: string, no: number): Promise<string> {
    const appended = await this.source.log.append(`contact-${clientId}.${no}`, [contact(clientId, no)], -1);
    if (!appended.ok) throw new Error(appended.reason);
    return appended.position;
  }

  async publishAll(clients: readonly string[], from: number, to: number): Promise<string> {
    let last = '';
    for (let no = from; no <= to; no++) for (const clientId of clients) last = await this.publish(clientId, no);
    return last;
  }

  async start(
    options: Omit<ConsumerOptions, 'events'>,
    onEvent: OnEvent = () => undefined,
    db: TxSource = this.db,
    name = 'one',
  ): Promise<Instance> {
    const progress = new Progress({ db, log: this.source.log });
    const failures: Instance['failures'] = [];
    const strategy = this.source.transport({
      db,
      progress,
      observer: { failing: ({ outage, error }) => failures.push({ outage, error }) },
    });
    const app = await serve(strategy, { ...options, events: [ContactLogged] }, async (event, context) => {
      await onEvent(event, context);
      if (!options.broadcast) await apply(event, context, name);
    });
    const instance = { progress, failures, stop: () => app.close() };
    this.instances.push(instance);
    return instance;
  }

  get db(): TxSource {
    return poolTxSource(this.pool);
  }

  /** The numbers applied for a client, in the order in which they were. */
  async applied(consumer: string, clientId: string): Promise<number[]> {
    const { rows } = await this.pool.query('select no from applied where consumer = $1 and key = $2 order by n', [
      consumer,
      clientId,
    ]);
    return rows.map((row: { no: number }) => row.no);
  }

  /** Resolves when the table holds this many rows of a consumer. */
  async until(consumer: string, count: number): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.pool.query('select count(*)::int as n from applied where consumer = $1', [consumer]);
      return (rows[0] as { n: number }).n >= count;
    });
  }

  async stopInstances(): Promise<void> {
    await Promise.all(this.instances.splice(0).map((instance) => instance.stop()));
  }
}

/** Resolves when the condition holds; the spec's own time-out is the limit. */
export async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function serve(
  strategy: CustomTransportStrategy,
  options: ConsumerOptions,
  onEvent: OnEvent,
): Promise<INestMicroservice> {
  @Controller()
  class Contacts {
    @Consumes(options)
    async take(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
      for (const event of events) await onEvent(event, context);
    }
  }
  @Module({ controllers: [Contacts] })
  class Service {}
  const app = await NestFactory.createMicroservice(Service, { strategy, logger: false, abortOnError: false });
  await app.listen();
  return app;
}

async function apply(event: RecordedEvent, { tx, consumer }: BatchContext, instance: string): Promise<void> {
  const { clientId, contactId, notes } = event.data as { clientId: string; contactId: string; notes?: string };
  const values = [consumer, clientId, Number(contactId.split('.').at(-1)), notes ?? null, instance];
  await tx.query(
    'insert into applied (consumer, key, no, notes, instance) values ($1, $2, $3, $4, $5)',
    values,
    'apply',
  );
}

export function contact(clientId: string, no: number): NewEvent {
  const made = ContactLogged.of({
    contactId: `${clientId}.${no}`,
    clientId,
    staffId: 'S0001',
    unitId: 'U0001',
    channel: 'PHONE',
    startedAt: '2026-03-02T10:00:00+08:00',
    endedAt: '2026-03-02T10:12:00+08:00',
    outcome: 'ENGAGED',
    effective: true,
    late: false,
    loggedAt: '2026-03-02T10:13:00+08:00',
    businessDate: '2026-03-02',
    planItemId: null,
    followUpOn: null,
    notes: 'likes fishing',
  });
  return {
    ...made,
    id: randomUUID(),
    meta: { commandId: `command-${no}`, actor: 'S0001', correlationId: 'flow-1', businessDate: '2026-03-02' },
  };
}
