import { Playbook, topicKey } from '@hengxin/contracts';
import { eventsOf, integer, projection, type RowOf, table, text, texts } from '@hengxin/projections';

const playbook = table('playbook', {
  key: ['playbook_id'],
  columns: {
    playbook_id: text(),
    version: integer(),
    title: text(),
    body: text(),
    topics: texts(),
    /** As `topicKey` has them. */
    topic_keys: texts(),
    product_codes: texts(),
  },
});
const putNewest = playbook.putting('newest', { where: 'excluded.version > playbook.version' });

/** Playbooks in their newest version. */
export const playbooksKept = projection({
  consumer: 'playbooks',
  events: eventsOf(Playbook),
  tables: [playbook],
  load: (): RowOf<typeof playbook>[] => [],
  on: {
    PlaybookSaved: ({ data: { playbookId, version, title, text: body, topics, productCodes } }, rows) =>
      void rows.push({
        playbook_id: playbookId,
        version,
        title,
        body,
        topics,
        topic_keys: topics.map(topicKey),
        product_codes: productCodes,
      }),
  },
  store: (rows, tx) => putNewest(tx, rows),
});
