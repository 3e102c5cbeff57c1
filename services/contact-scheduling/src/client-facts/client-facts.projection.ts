import { type Channel, type LatestWords, withLatestWord } from '@hengxin/contracts';
import { type ClientNews, clientDirectory, day, flag, json, smallint, table, text } from '@hengxin/projections';
import { noteFacts } from './portfolio-version.js';

const clientFact = table('client_fact', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    contacts_a_year: smallint(),
    preferred_channel: text<Channel>().orNull(),
    registered_on: day().orNull(),
    do_not_contact: flag(),
    consents: json<LatestWords>(),
  },
});

/** Everyone who ever kept a client, for paging through them. The table says when that event first arrived. */
const relationshipManager = table('relationship_manager', { key: ['rm_id'], columns: { rm_id: text() } });

/** What a plan needs to know of clients; of consents the latest word alone, since a plan looks ahead. */
export const clientFacts = clientDirectory({
  consumer: 'client-facts',
  clients: clientFact,
  alsoWrites: [relationshipManager],
  blank: { contacts_a_year: 0, preferred_channel: null, registered_on: null, do_not_contact: false, consents: {} },
  registered: (row, { contactsAYear, preferredChannel, registeredOn }) =>
    void Object.assign(row, {
      contacts_a_year: contactsAYear,
      preferred_channel: preferredChannel,
      registered_on: registeredOn,
    }),
  changed(row, { contactsAYear, preferredChannel, doNotContact }) {
    row.do_not_contact = doNotContact ?? row.do_not_contact;
    row.contacts_a_year = contactsAYear ?? row.contacts_a_year;
    if (preferredChannel !== undefined) row.preferred_channel = preferredChannel;
  },
  word(row, channel, word) {
    row.consents = withLatestWord(row.consents, channel, word);
  },
  // A client whose registration is parked has no row yet, and nothing to plan.
  isKept: ({ registered_on }) => registered_on !== null,
  // Before assignments are written: whom one of the same day named until now is told, too.
  clientsWritten: (news, tx) => noteFacts(tx, news.clientIds, keepersOf(news)),
  assignmentsWritten: (news, tx) =>
    relationshipManager.put(
      tx,
      keepersOf(news).map((rm_id) => ({ rm_id })),
    ),
});

function keepersOf({ assigned }: ClientNews): string[] {
  return [...new Set(assigned.map(({ rm_id }) => rm_id))].sort();
}
