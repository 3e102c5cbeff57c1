import { type FestivalCode, Greetings } from '@hengxin/contracts';
import { day, eventsOf, projection, type RowOf, table, text } from '@hengxin/projections';

const greeting = table('greeting', {
  key: ['client_id', 'festival', 'date'],
  columns: { client_id: text(), festival: text<FestivalCode>(), date: day(), staff_id: text() },
});
/** The first one has greeted. */
const putFirst = greeting.putting('first', { update: 'keep' });

/** Who was greeted on which festival. */
export const greetingsKept = projection({
  consumer: 'greetings',
  events: eventsOf(Greetings),
  tables: [greeting],
  load: (): RowOf<typeof greeting>[] => [],
  on: {
    GreetingsRecorded({ data: { clientIds, festival, date, staffId } }, rows) {
      for (const client_id of clientIds) rows.push({ client_id, festival, date, staff_id: staffId });
    },
  },
  store: (rows, tx) => putFirst(tx, rows),
});
