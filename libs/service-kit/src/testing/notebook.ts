import { Controller, Injectable, Module } from '@nestjs/common';
import { Args, Context, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { BusinessDateSchema, ContactLogged, Id, prose } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import { isRejected, type RecordedOf } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import { z } from 'zod';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  Allow,
  Clock,
  connection,
  Database,
  decodeCursor,
  Feed,
  pageSize,
  parseInput,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedRejections,
} from '../index.js';

/** The smallest service with one of everything, for the specs of the kit. */
const typeDefs = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  scalar Date
  scalar Instant
  scalar Position
  input Told {
    day: Date
    text: String
    id: ID
  }
  type Query {
    whoAmI: Who!
    forgotten: String
    fails: String
    empty: Who!
    waits: String
    refuses(first: Int): String
    told(day: Date, at: Instant, atLeast: Position, words: [String!], in: Told): String!
    heard(atLeast: String, first: Int = 20, after: String): NoteConnection!
  }
  type Mutation {
    ping(commandId: ID!): String!
    tell(input: Told!): [String!]
  }
  type Subscription {
    noted: Note!
  }
  type Who {
    id: ID!
    role: String!
    unitId: ID
    language: String!
  }
  type Note @key(fields: "id") {
    id: ID!
    staffId: ID
    since(at: Instant): String
  }
  type Client @key(fields: "id", resolvable: false) {
    id: ID!
  }
  type NoteConnection {
    edges: [NoteEdge!]!
    pageInfo: PageInfo!
  }
  type NoteEdge {
    cursor: String!
    node: Note!
  }
  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
`;

interface Note {
  readonly id: string;
  readonly staffId: string;
}

@Injectable()
export class Notes {
  readonly feed = new Feed<Note>();
  /** Set by a spec that wants a query to take its time. */
  gate: Promise<unknown> = Promise.resolve();
  waiting = 0;
}

@Controller()
class NoteConsumer {
  constructor(private readonly notes: Notes) {}

  @Consumes({ consumer: 'notes', events: [ContactLogged] })
  async project(events: readonly RecordedOf<typeof ContactLogged>[], { tx }: BatchContext): Promise<void> {
    for (const { data } of events) {
      const { contactId, staffId } = data;
      await tx.query('insert into note (id, staff_id) values ($1, $2)', [contactId, staffId], 'note_insert');
    }
  }

  @Consumes({ consumer: 'note_feed', events: [ContactLogged], broadcast: true })
  async announce(events: readonly RecordedOf<typeof ContactLogged>[]): Promise<void> {
    for (const { data } of events) {
      const { contactId, staffId } = data;
      this.notes.feed.publish({ id: contactId, staffId });
    }
  }
}

@Resolver('Note')
class NoteResolver {
  constructor(
    private readonly database: Database,
    private readonly scope: UnitScope,
    private readonly notes: Notes,
    readonly clock: Clock,
  ) {}

  @Query('whoAmI')
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  whoAmI(@Context() { caller, language }: RequestContext) {
    return { ...caller, language };
  }

  @Query('forgotten')
  forgotten() {
    return 'a resolver whose author forgot to say who may call it';
  }

  @Query('fails')
  @Allow('RM')
  fails() {
    throw new Error('secret detail');
  }

  @Query('empty')
  @Allow('RM')
  empty() {
    return null;
  }

  @Query('waits')
  @Allow('RM')
  async waits() {
    this.notes.waiting++;
    await this.notes.gate;
    const [row] = await this.database.query<{ answer: string }>("select 'done' as answer");
    return row!.answer;
  }

  @Query('refuses')
  @Allow('RM')
  refuses(@Args('first') first: number) {
    throw QueryRefused.of(sharedRejections.PAGE_SIZE({ first, most: 100 }));
  }

  @Query('told')
  @Allow('RM')
  told(@Args() args: object) {
    return JSON.stringify(args);
  }

  @Query('heard')
  @Allow('RM', 'UNIT_HEAD')
  @ReadsFrom('notes')
  async heard(@Args() { first, after }: { first: number; after?: string }) {
    const size = pageSize(first, 20);
    const [from] = decodeCursor(after, 1) ?? [''];
    const rows = await this.database.query<Note>(
      'select id, staff_id as "staffId" from note where id > $1 order by id limit $2',
      [from, size + 1],
    );
    return connection(rows, { first: size, after }, ({ id }) => [id]);
  }

  @Mutation('ping')
  @Allow('RM')
  ping(@Args('commandId') commandId: string) {
    return commandId;
  }

  @Mutation('tell')
  @Allow('RM')
  tell(@Args('input') input: unknown) {
    const parsed = parseInput(
      z.object({ day: BusinessDateSchema.nullish(), text: prose(100).nullish(), id: Id.nullish() }),
      input,
    );
    return isRejected(parsed) ? [parsed.rejection.code, ...parsed.rejection.field] : null;
  }

  @Subscription('noted', { resolve: (note: Note) => note })
  @Allow('RM')
  noted(@Context() { caller }: RequestContext) {
    return this.notes.feed.subscribe((note) => note.staffId === caller.id);
  }

  @ResolveField()
  since(): null {
    return null;
  }

  @ScopedReference('Note', 'staffId')
  async byIds(ids: readonly string[], { caller }: RequestContext) {
    const rows = await this.database.query<Note>('select id, staff_id as "staffId" from note where id = any($1)', [
      ids,
    ]);
    return ids.map((id) => rows.find((row) => row.id === id && this.scope.canSeeStaff(caller, row.staffId)) ?? null);
  }
}

class CreateNote1800000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (id text primary key, staff_id text not null)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

@Module({ providers: [Notes, NoteResolver], controllers: [NoteConsumer] })
class NotebookModule {}

export const notebook = {
  name: 'contact-scheduling',
  module: NotebookModule,
  typeDefs,
  migrations: [CreateNote1800000000000],
} as const;
