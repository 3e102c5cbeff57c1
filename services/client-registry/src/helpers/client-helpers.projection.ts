import { HelpAccepted, HelpClosed } from '@hengxin/contracts';
import { projection, type RowOf, table, text } from '@hengxin/projections';

const clientHelper = table('client_helper', {
  key: ['help_id'],
  columns: { help_id: text(), client_id: text(), helper_id: text() },
});

interface Batch {
  readonly accepted: Map<string, RowOf<typeof clientHelper>>;
  readonly closed: Set<string>;
}

/** Who helps with which client, until the request is closed (rule 11). */
export const clientHelpers = projection<typeof HelpAccepted | typeof HelpClosed, Batch>({
  consumer: 'client-helpers',
  events: [HelpAccepted, HelpClosed],
  tables: [clientHelper],
  load: () => ({ accepted: new Map(), closed: new Set() }),
  on: {
    HelpAccepted: ({ data: { helpId, clientId, helperId } }, { accepted }) => {
      if (clientId !== null) accepted.set(helpId, { help_id: helpId, client_id: clientId, helper_id: helperId });
    },
    HelpClosed: ({ data: { helpId } }, { accepted, closed }) => {
      accepted.delete(helpId);
      closed.add(helpId);
    },
  },
  async store({ accepted, closed }, tx) {
    await clientHelper.put(tx, [...accepted.values()]);
    if (closed.size > 0) await tx.query('delete from client_helper where help_id = any($1)', [[...closed]]);
  },
});
