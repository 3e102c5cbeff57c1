import { StaffPlaced } from '@hengxin/contracts';
import { day, projection, type RowOf, table, text } from '@hengxin/projections';

/** A placement without a day holds from the beginning. */
const BEGINNING = '0001-01-01';

const staffName = table('staff_name', {
  key: ['staff_id', 'valid_from'],
  columns: { staff_id: text(), valid_from: day(), name: text().personal('staff_id') },
});

/** Keeps `staff_name` beside the directory, which knows places and roles but no names. */
export const staffNames = projection({
  consumer: 'staff-names',
  events: [StaffPlaced],
  tables: [staffName],
  batchSize: 2000,
  load: (): RowOf<typeof staffName>[] => [],
  on: {
    StaffPlaced: ({ data }, rows) =>
      void rows.push({ staff_id: data.staffId, valid_from: data.validFrom ?? BEGINNING, name: data.name }),
  },
  store: (rows, tx) => staffName.put(tx, rows),
});
