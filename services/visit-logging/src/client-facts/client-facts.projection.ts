import { type ConsentHistory, instantOf, startOfDay, withWord } from '@hengxin/contracts';
import { clientDirectory, json, table, text } from '@hengxin/projections';
import { keepContactsOf } from '../contact/kept-contacts.js';
import { type ContactWishes, withWish } from './contact-wishes.rules.js';

const client = table('client', {
  key: ['client_id'],
  columns: { client_id: text(), words: json<ConsentHistory>(), wishes: json<ContactWishes>() },
});

/**
 * All that clients said on being served, and on being contacted at all, since a contact is judged by what held when it
 * took place; and who keeps them.
 *
 * The name reads the registry from the beginning where an earlier version kept the latest word on a channel alone
 * (`client-facts`), words without their places (`client-histories`), or no wishes (`client-consents`).
 */
export const clientFacts = clientDirectory({
  consumer: 'client-wishes',
  clients: client,
  blank: { words: {}, wishes: [] },
  changed(row, { doNotContact, changedOn, changedAt }) {
    if (doNotContact === undefined) return;
    // Events of before the moment was kept count from the beginning of their day.
    const at = changedAt ?? instantOf(startOfDay(changedOn));
    row.wishes = withWish(row.wishes, { noContact: doNotContact, at });
  },
  word(row, channel, word) {
    row.words = withWord(row.words, channel, word);
  },
  async assignmentsWritten({ assigned }, tx) {
    if (assigned.length > 0) await keepContactsOf([...new Set(assigned.map(({ client_id }) => client_id))], tx);
  },
});
