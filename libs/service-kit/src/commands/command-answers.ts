import type { Rejection } from '@hengxin/event-sourcing';
import { Injectable } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BatchedLookup } from '../database/batched-lookup.js';
import { Database } from '../database/database.js';

/** An answer that left no event behind, and so would be forgotten: a rejection, or "nothing to do". */
export interface CommandAnswer {
  readonly fingerprint: string;
  /** Null: accepted, nothing to do. */
  readonly rejection: Rejection | null;
}

/** What a command id was first meant for, where the log does not know an id in another stream. */
export interface CommandClaim {
  readonly stream: string;
  readonly fingerprint: string;
  /** True for the one that claimed it: nothing can have been stored under this id before. */
  readonly first: boolean;
}

interface AnswerRow extends CommandAnswer {
  readonly place: number;
}

/** Rule 25 for answers without events: the same command id again gets the first one. */
@Injectable()
export class CommandAnswers {
  private readonly lookup: BatchedLookup<readonly [actor: string, commandId: string], CommandAnswer>;
  /** A claim waits for the disk: those of commands that come meanwhile are made together. */
  private readonly claims: BatchedLookup<Claiming, CommandClaim>;
  private claimed = 0;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((keys) => this.load(keys), JSON.stringify);
    this.claims = new BatchedLookup((claims) => this.claimAll(claims), textOf, { statements: 1, keys: 200 });
  }

  find(actor: string, commandId: string): Promise<CommandAnswer | undefined> {
    return this.lookup.find([actor, commandId]);
  }

  private async load(keys: readonly (readonly [string, string])[]): Promise<Map<string, CommandAnswer>> {
    const rows = await this.database.query<AnswerRow>(
      `select asked.place::int, answer.fingerprint, answer.rejection
         from unnest($1::text[], $2::text[]) with ordinality asked (actor, command_id, place)
         join command_answer answer using (actor, command_id)`,
      [keys.map(([actor]) => actor), keys.map(([, commandId]) => commandId)],
      'command_answer_find',
    );
    return new Map(
      rows.map(({ place, fingerprint, rejection }) => [JSON.stringify(keys[place - 1]), { fingerprint, rejection }]),
    );
  }

  /** Keeps the first answer to a command id and returns it, even if another caller was first. */
  async keep(actor: string, commandId: string, answer: CommandAnswer): Promise<CommandAnswer> {
    const rows = await this.database.query<CommandAnswer>(
      `insert into command_answer (actor, command_id, fingerprint, rejection) values ($1, $2, $3, $4)
       on conflict (actor, command_id) do update set actor = excluded.actor
       returning fingerprint, rejection`,
      [actor, commandId, answer.fingerprint, answer.rejection && JSON.stringify(answer.rejection)],
      'command_answer_keep',
    );
    return rows[0]!;
  }

  /** Claims a command id for a stream and an intention, and returns who has it, even if another was first. */
  async claim(actor: string, commandId: string, stream: string, fingerprint: string): Promise<CommandClaim> {
    return (await this.claims.find({ actor, commandId, stream, fingerprint, number: this.claimed++ }))!;
  }

  private async claimAll(claims: readonly Claiming[]): Promise<Map<string, CommandClaim>> {
    const column = (name: keyof Claiming) => claims.map((claim) => claim[name]);
    const values = [column('actor'), column('commandId'), column('stream'), column('fingerprint')];
    const rows = await this.database.query<CommandClaim & { readonly place: number }>(CLAIM, values, 'command_claim');
    return new Map(rows.map(({ place, ...claim }) => [textOf(claims[place - 1]!), claim]));
  }

  /**
   * Gives a claim to another stream, where the first one was left without the event. False when somebody else was
   * faster.
   */
  async moveClaim(actor: string, commandId: string, from: string, to: string): Promise<boolean> {
    const rows = await this.database.query(
      `update command_claim set stream = $4 where actor = $1 and command_id = $2 and stream = $3 returning 1`,
      [actor, commandId, from, to],
      'command_claim_move',
    );
    return rows.length > 0;
  }
}

interface Claiming {
  readonly actor: string;
  readonly commandId: string;
  readonly stream: string;
  readonly fingerprint: string;
  /** Each call has an answer of its own: of those with one id only one is the first. */
  readonly number: number;
}

const textOf = ({ number }: Claiming): string => String(number);

/**
 * In the order of the ids, so that two statements that claim the same ones wait for each other and do not block each
 * other.
 */
const CLAIM = `
  with asked as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality asked (actor, command_id, stream, fingerprint, place)),
  claimed as (
    insert into command_claim (actor, command_id, stream, fingerprint)
      select distinct on (actor, command_id) actor, command_id, stream, fingerprint from asked order by actor, command_id, place
    on conflict (actor, command_id) do update set actor = excluded.actor
    returning actor, command_id, stream, fingerprint, xmax = 0 as is_new)
  select asked.place::int, claimed.stream, claimed.fingerprint,
    claimed.is_new and asked.place = min(asked.place) over (partition by asked.actor, asked.command_id) as first
  from asked join claimed using (actor, command_id)`;

/** Kept beside the answers, since a claim is none: what became of it stands in the stream. */
export class CreateCommandClaim1767398400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table command_claim (
        actor text not null,
        command_id text not null,
        stream text not null,
        fingerprint text not null,
        claimed_at timestamptz not null default now(),
        primary key (actor, command_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table command_claim');
  }
}

export class CreateCommandAnswer1700000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table command_answer (
        actor text not null,
        command_id text not null,
        fingerprint text not null,
        rejection jsonb,
        answered_at timestamptz not null default now(),
        primary key (actor, command_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table command_answer');
  }
}
