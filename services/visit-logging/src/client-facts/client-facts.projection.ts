import { type ConsentHistory, withWord } from '@hengxin/contracts';
import { clientDirectory, json, table, text } from '@hengxin/projections';
import { keepContactsOf } from '../contact/kept-contacts.js';

const client = table('client', { key: ['client_id'], columns: { client_id: text(), words: json<ConsentHistory>() } });

/**
 * All that clients said on being served, since a contact is judged by what held when it took place, and who keeps them.
 *
 * The name reads the registry from the beginning where an earlier version kept the latest word on a channel alone
 * (`client-facts`), or words without their places (`client-histories`).
 */
export const clientFacts = clientDirectory({
  consumer: 'client-consents',
  clients: client,
  blank: { words: {} },
  word(row, channel, word) {
    row.words = withWord(row.words, channel, word);
  },
  async assignmentsWritten({ assigned }, tx) {
    if (assigned.length > 0) await keepContactsOf([...new Set(assigned.map(({ client_id }) => client_id))], tx);
  },
});
