import type { BusinessDate, FestivalCode, LatestWords } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ALLOWED } from '../client-facts/portfolio.queries.js';

/** A client of a portfolio, as far as greetings go. */
export interface GreetingClient {
  readonly clientId: string;
  readonly consents: LatestWords;
  /** Festivals on which the client was greeted by anybody, as `festival date`, of those that were asked about. */
  readonly greeted: readonly string[];
}

export const greetingKey = (festival: FestivalCode, date: BusinessDate): string => `${festival} ${date}`;

@Injectable()
export class GreetingsQueries {
  constructor(private readonly database: Database) {}

  /** Everyone whom a manager keeps today, by id, with their greetings of some days: one read for all lists. */
  portfolio(staffId: string, today: BusinessDate, dates: readonly BusinessDate[]): Promise<GreetingClient[]> {
    return this.database.query<GreetingClient>(PORTFOLIO, [staffId, today, dates], 'greeting-portfolio');
  }
}

/** Assignments that are the latest of their client up to the day. */
const PORTFOLIO = `
  select f.client_id as "clientId", ${ALLOWED} as consents,
    coalesce((select array_agg(g.festival || ' ' || g.date) from greeting g where g.client_id = f.client_id and g.date = any($3::date[])), '{}') as greeted
  from client_assignment a join client_fact f on f.client_id = a.client_id
  where a.rm_id = $1 and a.from_day <= $2
    and a.from_day = (select max(from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2)
  order by f.client_id`;
