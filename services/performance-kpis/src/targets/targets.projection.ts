import { Targets } from '@hengxin/contracts';
import { day, double, eventsOf, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { staffKey, unitKey } from '../figures/scopes.rules.js';

const target = table('target', {
  key: ['scope', 'month', 'metric'],
  columns: {
    scope: text(),
    month: day(),
    metric: text(),
    base: double().orNull(),
    stretch: double().orNull(),
    challenge: double().orNull(),
    set_at: moment(),
    set_id: text(),
  },
});

/** Of two words on one month the later one holds, in whatever order they arrive; of one moment the one told later. */
const putLatest = target.putting('latest', {
  where: 'target.set_at <= excluded.set_at',
});

type TargetRow = RowOf<typeof target>;
const byMoment = (a: TargetRow, b: TargetRow) => Date.parse(a.set_at) - Date.parse(b.set_at);

/** The targets of units and members of staff. */
export const targets = projection({
  consumer: 'targets',
  events: eventsOf(Targets),
  tables: [target],
  load: (): TargetRow[] => [],
  on: {
    TargetsSet: ({ data: { setId, setAt, targets } }, rows) => {
      for (const { unitId, staffId, metric, month, base, stretch, challenge } of targets)
        rows.push({
          scope: unitId === null ? staffKey(staffId!) : unitKey(unitId),
          month,
          metric,
          base,
          stretch,
          challenge,
          set_at: setAt,
          set_id: setId,
        });
    },
  },
  store: (rows, tx) => putLatest(tx, rows.toSorted(byMoment)),
});
