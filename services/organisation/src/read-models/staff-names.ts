import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '@hengxin/contracts';

/** Names of staff by the day they hold from. They stay in this service: others know staff by id. */
@Injectable()
export class StaffNames {
  constructor(private readonly database: Database) {}

  /** Names on a day; before the first one, the first one. Unknown ids are absent. */
  async on(day: BusinessDate, staffIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ staff_id: string; name: string }>(
      `select distinct on (staff_id) staff_id, name from staff_name where staff_id = any($1)
       order by staff_id, valid_from > $2, case when valid_from > $2 then valid_from end, valid_from desc`,
      [staffIds, day],
      'staff_names_on',
    );
    return new Map(rows.map((row) => [row.staff_id, row.name]));
  }
}
