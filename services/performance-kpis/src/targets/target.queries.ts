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

/** Level by level the sums of those of several scopes; null where none of them has the level. */
const OF_SCOPES = `
  select metric, month::text as month, sum(base) as base, sum(stretch) as stretch, sum(challenge) as challenge from target
   where scope = any($1::text[]) and month >= $2::date and month <= $3::date
   group by metric, month order by month, metric`;

/** Targets as they stand. */
@Injectable()
export class TargetQueries {
  constructor(private readonly database: Database) {}

  /** Of the months from one to another, both named by their first day. */
  of(scopeKey: string, from: string, to: string): Promise<StoredTarget[]> {
    return this.database.query(OF_SCOPE, [scopeKey, from, to], 'kpi_targets');
  }

  /** Those of the scopes together, month by month. */
  async sumOf(scopeKeys: readonly string[], from: string, to: string): Promise<StoredTarget[]> {
    if (scopeKeys.length === 0) return [];
    return this.database.query(OF_SCOPES, [scopeKeys, from, to], 'kpi_targets_of_children');
  }
}
