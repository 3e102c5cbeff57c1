import type { Role, ScorecardGroup } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** A version of a scorecard. */
export interface StoredScorecard {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly groups: readonly ScorecardGroup[];
  readonly validFrom: string;
  readonly roles: readonly Role[];
}

const COLUMNS = 'scorecard_id as id, version, name, groups, valid_from::text as "validFrom", roles';

/** The scorecards of the bank: few. */
@Injectable()
export class ScorecardQueries {
  constructor(private readonly database: Database) {}

  /** Each in its newest version, by name. */
  newest(): Promise<StoredScorecard[]> {
    return this.database.query(
      `select * from (select distinct on (scorecard_id) ${COLUMNS} from scorecard order by scorecard_id, version desc) s order by name, id`,
      [],
      'kpi_scorecards',
    );
  }

  /**
   * The version that held on a day: of a card by its id, or of the one that has held longest for a role. Undefined
   * where none did.
   */
  async heldOn(
    day: string,
    of: { readonly id: string } | { readonly role: Role },
  ): Promise<StoredScorecard | undefined> {
    const [id, role] = 'id' in of ? [of.id, null] : [null, of.role];
    const rows = await this.database.query<StoredScorecard>(
      `select * from (
         select distinct on (scorecard_id) ${COLUMNS} from scorecard
          where valid_from <= $1::date and ($2::text is null or scorecard_id = $2)
          order by scorecard_id, valid_from desc, version desc
       ) s where $3::text is null or $3 = any(roles) order by "validFrom", id limit 1`,
      [day, id, role],
      'kpi_scorecard_held',
    );
    return rows[0];
  }
}
