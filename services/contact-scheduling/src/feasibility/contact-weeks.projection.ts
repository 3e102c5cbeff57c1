import { type BusinessDate, ContactLogged, dayNumber, weekday } from '@hengxin/contracts';
import { bigint, projection, smallint, table, text } from '@hengxin/projections';

const contactWeeks = table('client_contact_weeks', {
  key: ['client_id', 'year'],
  columns: { client_id: text(), year: smallint(), weeks: bigint() },
});

/** A week of a client with an effective contact. */
interface Week {
  readonly clientId: string;
  readonly year: number;
  readonly week: number;
}

/** In which calendar weeks of a year clients had effective contacts, a bit a week: the same contact changes nothing twice. */
export const contactWeeksKept = projection({
  consumer: 'contact-weeks',
  events: [ContactLogged],
  tables: [contactWeeks],
  batchSize: 1_000,
  load: () => new Map<string, Week>(),
  on: {
    ContactLogged({ data: { clientId, businessDate, effective } }, weeks) {
      if (!effective) return;
      const week = { clientId, year: +businessDate.slice(0, 4), week: weekOfYear(businessDate) };
      weeks.set(`${clientId} ${week.year} ${week.week}`, week);
    },
  },
  async store(weeks, tx) {
    if (weeks.size === 0) return;
    const all = [...weeks.values()];
    await tx.query(
      WRITE,
      [all.map(({ clientId }) => clientId), all.map(({ year }) => year), all.map(({ week }) => week)],
      'contact-weeks-write',
    );
  },
});

/** Monday to Sunday, counted within the year: the week of 1 January is 0, also where it is cut short. */
export function weekOfYear(date: BusinessDate): number {
  const first = `${date.slice(0, 4)}-01-01`;
  const monday = dayNumber(first) - (weekday(first) - 1);
  return Math.floor((dayNumber(date) - monday) / 7);
}

const WRITE = `
  insert into client_contact_weeks (client_id, year, weeks)
  select client_id, year, bit_or(1::bigint << week) from unnest($1::text[], $2::smallint[], $3::int[]) as told (client_id, year, week)
  group by client_id, year order by client_id, year
  on conflict (client_id, year) do update set weeks = client_contact_weeks.weeks | excluded.weeks`;
