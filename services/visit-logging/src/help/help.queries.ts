import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { HelpRequest } from './help.decider.js';

/** A request as stored. */
export interface StoredHelp {
  readonly helpId: string;
  /** When it was asked, in milliseconds of the epoch. */
  readonly ms: number;
  readonly data: HelpRequest;
}

export type HelpPlace = Pick<StoredHelp, 'helpId' | 'ms'>;

export interface HelpSearch {
  /** Whose: what they asked, what is addressed to them, and where they help. */
  readonly personId: string | null;
  /** And all of these units: asked from there, or addressed there. 'ALL': every request. */
  readonly unitIds: readonly string[] | 'ALL';
  readonly askerId?: string | undefined;
  /** Addressed to this person, or to the unit that they head. */
  readonly to?: { readonly staffId: string; readonly headOf: string | null } | undefined;
  readonly within?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly after?: HelpPlace | undefined;
  readonly limit: number;
}

/** Requests for help: pages, newest first, those of a visit, and who helps with a client. */
@Injectable()
export class HelpQueries {
  private readonly ofVisits: BatchedLookup<string, readonly HelpRequest[]>;
  private readonly helpers: BatchedLookup<string, readonly string[]>;

  constructor(private readonly database: Database) {
    this.ofVisits = new BatchedLookup((ids) => this.loadOfVisits(ids));
    this.helpers = new BatchedLookup((ids) => this.loadHelpers(ids));
  }

  /** In the order in which they were asked. */
  async ofVisit(visitId: string): Promise<readonly HelpRequest[]> {
    return (await this.ofVisits.find(visitId)) ?? [];
  }

  /** Who has accepted to help with a client, and has not closed it yet. */
  async helpersOf(clientId: string): Promise<readonly string[]> {
    return (await this.helpers.find(clientId)) ?? [];
  }

  /** Requests of a member of staff with a client that are open or being helped with. */
  async goingOn(askerId: string, clientIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ helpId: string }>(GOING_ON, [askerId, clientIds], 'help-going-on');
    return rows.map(({ helpId }) => helpId);
  }

  newest(search: HelpSearch): Promise<StoredHelp[]> {
    const { text, values } = helpStatement(search);
    return this.database.query<StoredHelp>(text, values);
  }

  private async loadOfVisits(ids: readonly string[]): Promise<Map<string, readonly HelpRequest[]>> {
    const rows = await this.database.query<{ visitId: string; found: HelpRequest[] }>(
      OF_VISITS,
      [ids],
      'help-of-visits',
    );
    return new Map(rows.map(({ visitId, found }) => [visitId, found]));
  }

  private async loadHelpers(ids: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rows = await this.database.query<{ clientId: string; helperIds: string[] }>(HELPERS, [ids], 'help-helpers');
    return new Map(rows.map(({ clientId, helperIds }) => [clientId, helperIds]));
  }
}

/** Of one visit: more than anybody asks. */
const OF_A_VISIT = 50;
const OF_VISITS = `
  select asked.visit_id as "visitId", h.found
  from unnest($1::text[]) asked (visit_id) cross join lateral (
    select jsonb_agg(one.data order by one.asked_at, one.help_id) as found
    from (select * from help where visit_id = asked.visit_id order by asked_at, help_id limit ${OF_A_VISIT}) one) h
  where h.found is not null`;
const HELPERS = `
  select client_id as "clientId", array_agg(distinct helper_id) as "helperIds" from help
  where client_id = any($1) and state in ('OPEN', 'ACCEPTED') and helper_id is not null group by client_id`;
const GOING_ON = `
  select help_id as "helpId" from help
  where client_id = any($2) and state in ('OPEN', 'ACCEPTED') and asker_id = $1 order by help_id`;

function helpStatement(search: HelpSearch): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const is = (value: unknown) => `$${values.push(value)}`;
  const where = conditionsOf(search, is);
  const limit = is(search.limit);
  const page = (seed: string) =>
    `select h.asked_at, h.help_id from help h where ${[seed, ...where].join(' and ')} order by h.asked_at desc, h.help_id desc limit ${limit}`;
  const places = seedsOf(search, is, page)
    .map((seed) => `(${seed})`)
    .join(' union ');
  const text = `
    select h.help_id as "helpId", (extract(epoch from h.asked_at) * 1000)::float8 as ms, h.data
    from (select * from (${places}) found order by asked_at desc, help_id desc limit ${limit}) place
      join help h on h.help_id = place.help_id
    order by place.asked_at desc, place.help_id desc`;
  return { text, values };
}

function seedsOf(
  { personId, unitIds }: HelpSearch,
  is: (value: unknown) => string,
  page: (seed: string) => string,
): string[] {
  if (unitIds === 'ALL') return [page('true')];
  const seeds: string[] = [];
  if (personId !== null) {
    const id = is(personId);
    seeds.push(...['asker_id', 'addressee_id', 'helper_id'].map((column) => page(`h.${column} = ${id}`)));
  }
  if (unitIds.length > 0) {
    const ids = `unnest(${is(unitIds)}::text[]) s (id)`;
    const ofUnits = (column: string) => `select f.* from ${ids} cross join lateral (${page(`h.${column} = s.id`)}) f`;
    seeds.push(ofUnits('asker_unit_id'), ofUnits('unit_id'));
  }
  return seeds.length > 0 ? seeds : [page('false')];
}

function conditionsOf(search: HelpSearch, is: (value: unknown) => string): string[] {
  const { after, states, askerId, to, within } = search;
  const where: string[] = [];
  if (after)
    where.push(
      `(h.asked_at, h.help_id) < (timestamptz 'epoch' + ${is(after.ms)}::float8 * interval '1 millisecond', ${is(after.helpId)}::text)`,
    );
  if (states) where.push(`h.state = any(${is(states)}::text[])`);
  if (askerId !== undefined) where.push(`h.asker_id = ${is(askerId)}`);
  if (to) {
    const named = `h.addressee_id = ${is(to.staffId)}`;
    where.push(
      to.headOf === null ? named : `(${named} or (h.unit_id = ${is(to.headOf)} and h.data->>'step' <> 'PEER'))`,
    );
  }
  if (within) {
    const ids = `${is(within)}::text[]`;
    where.push(`(h.asker_unit_id = any(${ids}) or h.unit_id = any(${ids}))`);
  }
  return where;
}
