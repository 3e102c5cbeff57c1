import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { Levels } from './target.rules.js';

/** What a scope is to reach in a month. */
export interface StoredTarget extends Levels {
  readonly metric: string;
  readonly month: string;
}

/** By primary key: a scope and its months. */
const OF_SCOPE = `
  select metric, month::text as month, base, stretch, challenge from target
   where scope = $1 and month >= $2::date and month <= $3::date and (base, stretch, challenge) is distinct from (null, null, null)
   order by month, metric`;

/** By primary key: several scopes and their months. */
const OF_SCOPES = `
  select scope, metric, month::text as month, base, stretch, challenge from target
   where scope = any($1::text[]) and month >= $2::date and month <= $3::date
   order by scope, month, metric`;

const STANDING = `
  select k.place, t.base, t.stretch, t.challenge
    from unnest($1::text[], $2::date[], $3::text[]) with ordinality k(scope, month, metric, place)
    join target t using (scope, month, metric)`;

/** Whose target of what and when. */
export interface TargetKey {
  readonly scope: string;
  readonly month: string;
  readonly metric: string;
}

/** Targets as they stand. */
@Injectable()
export class TargetQueries {
  constructor(private readonly database: Database) {}

  /** Of the months from one to another, both named by their first day. */
  of(scopeKey: string, from: string, to: string): Promise<StoredTarget[]> {
    return this.database.query(OF_SCOPE, [scopeKey, from, to], 'kpi_targets');
  }

  /** Those of several scopes, each by itself: who has none in a month takes no part in it. */
  async ofEach(scopeKeys: readonly string[], from: string, to: string): Promise<(readonly StoredTarget[])[]> {
    if (scopeKeys.length === 0) return [];
    const rows = await this.database.query<StoredTarget & { readonly scope: string }>(
      OF_SCOPES,
      [scopeKeys, from, to],
      'kpi_targets_of_children',
    );
    const found = new Map<string, StoredTarget[]>();
    for (const { scope, ...target } of rows) found.set(scope, [...(found.get(scope) ?? []), target]);
    return [...found.values()];
  }

  /** What stands of each, in their order; undefined where nothing was set. */
  async standing(keys: readonly TargetKey[]): Promise<readonly (Levels | undefined)[]> {
    const rows = await this.database.query<Levels & { readonly place: string }>(
      STANDING,
      [keys.map(({ scope }) => scope), keys.map(({ month }) => month), keys.map(({ metric }) => metric)],
      'kpi_targets_standing',
    );
    const found = new Map(rows.map(({ place, ...levels }) => [Number(place), levels]));
    return keys.map((_, i) => found.get(i + 1));
  }
}
