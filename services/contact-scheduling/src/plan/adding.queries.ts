import type { BusinessCalendar, BusinessDate } from '@hengxin/contracts';
import { BatchedLookup, CALENDAR, Clock, type CommandAnswer, Database } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { datesServedOn } from '../occasions/occasions.policy.js';
import type { Candidate } from './draw-plan.policy.js';
import { candidateOf, type CandidateRow, FACTS, OF_CLIENT } from '../client-facts/portfolio.queries.js';

/** An item about to be added by hand: by whom, for whom, under which command id. */
export interface Adding {
  readonly staffId: string;
  readonly clientId: string;
  readonly commandId: string;
  /** Null: the day on which the command was carried out before, else today. */
  readonly date: BusinessDate | null;
}

/** What is to be known before an item is added by hand. */
export interface BeforeAdding {
  readonly date: BusinessDate;
  /** Null where the member of staff does not keep the client on that day. */
  readonly candidate: Candidate | null;
  /**
   * The day of an open item of this client in another plan of the same staff, of today or of a day to come; null: there
   * is none. One of an earlier day was missed, and the new item ends it.
   */
  readonly openOn: BusinessDate | null;
  /** Whether the member of staff is on leave that whole day. */
  readonly onLeave: boolean;
  /** True for a command that was carried out before. */
  readonly carriedOut: boolean;
  /** The answer that the command id got before without leaving an event; null for none. */
  readonly answered: CommandAnswer | null;
}

/**
 * All that `addPlanItem` asks of the database before it appends, in one round trip that those who come together share.
 */
@Injectable()
export class AddingQueries {
  private readonly lookup: BatchedLookup<Adding, BeforeAdding>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {
    // One at a time: what a statement costs on the way to the database outweighs what it costs there.
    this.lookup = new BatchedLookup((asked) => this.load(asked), textOf, { statements: 1, keys: 200 });
  }

  async before(adding: Adding): Promise<BeforeAdding> {
    return (await this.lookup.find(adding))!;
  }

  private async load(asked: readonly Adding[]): Promise<Map<string, BeforeAdding>> {
    const column = (name: keyof Adding) => asked.map((adding) => adding[name]);
    const values = [column('staffId'), column('clientId'), column('commandId'), column('date'), this.clock.today()];
    const rows = await this.database.query<Row>(BEFORE_ADDING, values, 'before-adding');
    return new Map(rows.map((row) => [textOf(asked[row.place - 1]!), this.beforeAdding(row)]));
  }

  private beforeAdding(row: Row): BeforeAdding {
    const { day, open_on: openOn, on_leave: onLeave, carried_out: carriedOut, fingerprint, rejection } = row;
    const candidate =
      row.client_id === null
        ? null
        : candidateOf(row as CandidateRow, this.clock, datesServedOn(day, this.calendar), this.calendar);
    return {
      date: day,
      candidate,
      openOn,
      onLeave,
      carriedOut,
      answered: fingerprint === null ? null : { fingerprint, rejection },
    };
  }
}

type Row = (CandidateRow | { readonly client_id: null }) & {
  readonly place: number;
  readonly day: BusinessDate;
  readonly open_on: BusinessDate | null;
  readonly on_leave: boolean;
  readonly carried_out: boolean;
  readonly fingerprint: string | null;
  readonly rejection: CommandAnswer['rejection'];
};

function textOf({ staffId, clientId, commandId, date }: Adding): string {
  return JSON.stringify([staffId, clientId, commandId, date]);
}

const BEFORE_ADDING = `
  select asked.place::int, day.day, added.date is not null as carried_out, answer.fingerprint, answer.rejection,
    (select i.date from plan_item i where i.status = 'OPEN' and i.staff_id = asked.staff_id and i.client_id = asked.client_id
      and i.date >= $5::date and i.date <> day.day order by i.date limit 1) as open_on,
    exists (select from staff_leave l where l.staff_id = asked.staff_id and l.to_day >= day.day and l.from_day <= day.day
      and l.portion = 'FULL' and not l.cancelled) as on_leave, ${FACTS}
  from unnest($1::text[], $2::text[], $3::text[], $4::date[]) with ordinality asked (staff_id, client_id, command_id, date, place)
  left join command_answer answer on answer.actor = asked.staff_id and answer.command_id = asked.command_id
  left join lateral (
    select date from plan_item where staff_id = asked.staff_id and command_id = asked.command_id limit 1) added on true
  cross join lateral (select coalesce(asked.date, added.date, $5::date) as day) day
  left join lateral (
    select a.rm_id from client_assignment a where a.client_id = asked.client_id and a.from_day <= day.day
    order by a.from_day desc limit 1) kept on true
  left join client_fact f on f.client_id = asked.client_id and kept.rm_id = asked.staff_id ${OF_CLIENT}`;
