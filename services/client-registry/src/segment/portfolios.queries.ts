import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** Who of many keeps clients at all. */
@Injectable()
export class PortfoliosQueries {
  constructor(private readonly database: Database) {}

  /** Whether more than so many of the staff keep a client: a look into the index a person, up to the one too many. */
  async areMoreThan(limit: number, staffIds: readonly string[]): Promise<boolean> {
    const [row] = await this.database.query<{ kept: number }>(KEPT, [staffIds, limit + 1], 'portfolios-kept');
    return row!.kept > limit;
  }
}

const KEPT = `
  select count(*)::int as kept from (
    select from unnest($1::text[]) as staff (id)
    where exists (select from client where client.rm_id = staff.id) limit $2::int
  ) as keeping`;
