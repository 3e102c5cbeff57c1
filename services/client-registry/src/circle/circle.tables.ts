import type { CircleRelation } from '@hengxin/contracts';
import { moment, table, text } from '@hengxin/projections';

/** The circle of a client. A link between two clients has a row on each side. */
export const circleLink = table('circle_link', {
  key: ['client_id', 'link_id'],
  columns: {
    client_id: text(),
    link_id: text(),
    /** What the other one is to the client. */
    relation: text<CircleRelation>(),
    other_client_id: text().orNull(),
    outsider_name: text().orNull().personal('client_id'),
    note: text().orNull().personal('client_id'),
    linked_at: moment(),
  },
});
