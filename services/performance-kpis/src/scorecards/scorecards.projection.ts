import { type Role, Scorecard, type ScorecardGroup } from '@hengxin/contracts';
import { day, eventsOf, integer, json, projection, type RowOf, table, text, texts } from '@hengxin/projections';

const scorecard = table('scorecard', {
  key: ['scorecard_id', 'version'],
  columns: {
    scorecard_id: text(),
    version: integer(),
    name: text(),
    groups: json<readonly ScorecardGroup[]>(),
    valid_from: day(),
    roles: texts<Role>(),
  },
});

/** The scorecards of the bank, version by version. */
export const scorecards = projection({
  consumer: 'scorecards',
  events: eventsOf(Scorecard),
  tables: [scorecard],
  load: (): RowOf<typeof scorecard>[] => [],
  on: {
    ScorecardSaved: ({ data: { scorecardId, version, name, groups, validFrom, roles } }, rows) =>
      void rows.push({ scorecard_id: scorecardId, version, name, groups, valid_from: validFrom, roles }),
  },
  store: (rows, tx) => scorecard.put(tx, rows),
});
