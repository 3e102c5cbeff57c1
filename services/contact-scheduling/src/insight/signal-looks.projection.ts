import { SignalsLooked } from '@hengxin/contracts';
import { day, projection, type RowOf, table } from '@hengxin/projections';

const signalLook = table('signal_look', { key: ['day'], columns: { day: day() } });

/** The days that have been looked at for signals: the plans of such a day rest on what time alone brought by then. */
export const signalLooksKept = projection({
  consumer: 'signal-looks',
  events: [SignalsLooked],
  tables: [signalLook],
  load: (): RowOf<typeof signalLook>[] => [],
  on: { SignalsLooked: ({ data }, rows) => void rows.push({ day: data.day }) },
  store: (rows, tx) => signalLook.put(tx, rows),
});
