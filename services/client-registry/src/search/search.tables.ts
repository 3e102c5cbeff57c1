import { table, text } from '@hengxin/projections';

/** Under which terms the clients of a relationship manager are found. */
export const clientSearch = table('client_search', {
  key: ['rm_id', 'term', 'client_id'],
  columns: { rm_id: text(), term: text().personal('client_id'), client_id: text() },
});
