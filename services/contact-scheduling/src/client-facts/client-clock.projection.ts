import { ContactLogged, VisitReviewed } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { day, moment, projection, table, text } from '@hengxin/projections';
import { noteFacts } from './portfolio-version.js';

export type Contact = DataOf<typeof ContactLogged>;

const clientClock = table('client_clock', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    last_contact_at: moment().orNull(),
    last_contact_on: day().orNull(),
    /** Null for one that was stored before this was kept. */
    last_contact_id: text().orNull(),
    promise_made_at: moment().orNull(),
    promised_on: day().orNull(),
    next_try_made_at: moment().orNull(),
    next_try_on: day().orNull(),
  },
});

/** A moment that is null or not newer leaves what goes with it as it is. */
const newest = (moment: string, ...columns: readonly string[]) => ({
  ...Object.fromEntries(
    columns.map((column) => [
      column,
      `case when excluded.${moment} >= coalesce(client_clock.${moment}, '-infinity') then excluded.${column} else client_clock.${column} end`,
    ]),
  ),
  [moment]: `greatest(client_clock.${moment}, excluded.${moment})`,
});

const putNewer = clientClock.putting('newer', {
  set: {
    ...newest('last_contact_at', 'last_contact_on', 'last_contact_id'),
    ...newest('promise_made_at', 'promised_on'),
    ...newest('next_try_made_at', 'next_try_on'),
  },
});

/** A day that was named at a moment. */
type Naming = Pick<Contact, 'startedAt' | 'followUpOn'>;

/** The newest of a batch for one client. */
interface Clock {
  contact: Contact | null;
  promise: Naming | null;
  nextTry: Naming | null;
}

const clockOf = (clientId: string, clocks: Map<string, Clock>): Clock => {
  const clock = clocks.get(clientId) ?? { contact: null, promise: null, nextTry: null };
  clocks.set(clientId, clock);
  return clock;
};

/** Folds contacts, and the next dates of visits' reviews, into the clients' clocks. Only the newest of each kind counts, so they may come in any order. */
export const clientClocks = projection({
  consumer: 'contacts',
  events: [ContactLogged, VisitReviewed],
  tables: [clientClock],
  batchSize: 1000,
  load: () => new Map<string, Clock>(),
  on: {
    ContactLogged({ data: contact }, clocks) {
      if (!contact.effective && contact.followUpOn === null) return;
      const clock = clockOf(contact.clientId, clocks);
      if (contact.effective) clock.contact = newer(clock.contact, contact);
      if (contact.followUpOn === null) return;
      if (contact.effective) clock.promise = newer(clock.promise, contact);
      else clock.nextTry = newer(clock.nextTry, contact);
    },
    VisitReviewed({ data: { clientId, reviewedAt, nextOn } }, clocks) {
      if (nextOn === null) return;
      const clock = clockOf(clientId, clocks);
      clock.promise = newer(clock.promise, { startedAt: reviewedAt, followUpOn: nextOn });
    },
  },
  async store(clocks, tx) {
    if (clocks.size === 0) return;
    const rows = [...clocks].sort(([a], [b]) => (a < b ? -1 : 1));
    await putNewer(
      tx,
      rows.map(([client_id, { contact, promise, nextTry }]) => ({
        client_id,
        last_contact_at: contact?.startedAt ?? null,
        last_contact_on: contact?.businessDate ?? null,
        last_contact_id: contact?.contactId ?? null,
        promise_made_at: promise?.startedAt ?? null,
        promised_on: promise?.followUpOn ?? null,
        next_try_made_at: nextTry?.startedAt ?? null,
        next_try_on: nextTry?.followUpOn ?? null,
      })),
    );
    await noteFacts(
      tx,
      rows.map(([clientId]) => clientId),
    );
  },
});

function newer<T extends Pick<Contact, 'startedAt'>>(known: T | null, told: T): T {
  return known && Date.parse(known.startedAt) > Date.parse(told.startedAt) ? known : told;
}
