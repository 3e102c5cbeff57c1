import { BatchedIds, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** Names of staff by the day they hold from. They stay in this service: others know staff by id. */
@Injectable()
export class StaffNames {
  private readonly names: BatchedIds<string>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.names = new BatchedIds((staffIds) => this.load(staffIds));
  }

  /** Today's names, in the order of the ids; before the first one, the first one. Undefined for somebody unknown. */
  async of(staffIds: readonly string[]): Promise<(string | undefined)[]> {
    return this.names.find(staffIds);
  }

  private async load(staffIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ staff_id: string; name: string }>(
      NAMES,
      [staffIds, this.clock.today()],
      'staff_names_on',
    );
    return new Map(rows.map((row) => [row.staff_id, row.name]));
  }
}

const NAMES = `
  select distinct on (staff_id) staff_id, name from staff_name where staff_id = any($1)
  order by staff_id, valid_from > $2, case when valid_from > $2 then valid_from end, valid_from desc`;
