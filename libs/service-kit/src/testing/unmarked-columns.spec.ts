import { BankCalendar, GroupPosted, HoldingsTold } from '@hengxin/contracts';
import { type Column, json, projection, table, text } from '@hengxin/projections';
import { fixedClock } from './fixed-clock.js';
import { unmarkedColumns } from './unmarked-columns.js';

const parts = { clock: fixedClock(), calendar: new BankCalendar() };
const shown = (columns: Readonly<Record<string, Column>>) => table('shown', { key: ['id'], columns });

/** What is unmarked of a service that shows posts to groups, and what clients have. */
function unmarked(columns: Readonly<Record<string, Column>>, personal: readonly string[] = []): string[] {
  const made = { tables: [shown(columns)], load: () => [], store: async () => undefined };
  const ignored = (): void => undefined;
  const posts = projection({ ...made, consumer: 'posts', events: [GroupPosted], on: { GroupPosted: ignored } });
  const rows = projection({
    ...{ ...made, personal, consumer: 'rows' },
    events: [HoldingsTold],
    on: { HoldingsTold: ignored },
  });
  return unmarkedColumns({ name: 'client-registry', projections: [posts, rows] }, parts);
}

describe('a column that takes a personal field', () => {
  const id = text();

  it('is named where it does not say whose it is', () =>
    expect(unmarked({ id, staff_id: text(), text: text() })).toEqual(['shown.text']));

  it('is named where it keeps the whole event', () => expect(unmarked({ id, data: json() })).toEqual(['shown.data']));

  it('is none where it is marked, or takes another field', () =>
    expect(unmarked({ id, staff_id: text(), text: text().personal('staff_id'), sent_at: text() })).toEqual([]));

  it('takes one of another context only where its projection asks for that', () => {
    expect(unmarked({ id, rows: json() })).toEqual([]);
    expect(unmarked({ id, rows: json() }, ['rows'])).toEqual(['shown.rows']);
  });
});
