import type { Birthday, Channel, ClientKind, Tier } from '@hengxin/contracts';
import { day, flag, json, moment, smallint, table, text, texts } from '@hengxin/projections';
import type { RefreshedParts } from '../parts/parts.rules.js';
import type { ClientDate } from './client.facts.js';
import type { ConsentFact } from './client-row.js';

/**
 * A client as the registry's own events tell. A row without tier holds only the clock of a client whose registration is
 * yet to come.
 */
export const client = table('client', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    /** Who keeps the client on the day up to which assignments are in force. */
    rm_id: text().orNull(),
    tier: text<Tier>().orNull(),
    name: text().orNull().personal('client_id'),
    phone: text().orNull().personal('client_id'),
    interests: texts().personal('client_id'),
    preferred_channel: text<Channel>().orNull(),
    birthday: json<Birthday>().orNull().personal('client_id'),
    contacts_a_year: smallint().orNull(),
    kind: text<ClientKind>(),
    taboos: texts().personal('client_id'),
    preferences: text().orNull().personal('client_id'),
    trading_habits: text().orNull().personal('client_id'),
    do_not_contact: flag(),
    /** When each part was refreshed, by its code. */
    parts: json<RefreshedParts>(),
    dates: json<readonly ClientDate[]>().personal('client_id'),
    registered_on: day().orNull(),
    /** The latest word on each channel for each purpose, by `ledgerKey`. */
    consents: json<Readonly<Record<string, ConsentFact>>>().personal('client_id'),
  },
});

/** Who keeps a client from which day on. */
export const assignment = table('assignment', {
  key: ['client_id', 'from_day'],
  columns: { client_id: text(), from_day: day(), rm_id: text() },
});

/** When the core system last told what a client has: the same rows, kept by client-insight's holdings. */
export const clientFeed = table('client', {
  key: ['client_id'],
  columns: { client_id: text(), fed_at: moment() },
});

/** The start of a client's last effective contact: the same rows, kept by visit-logging's contacts. */
export const clientClock = table('client', {
  key: ['client_id'],
  columns: { client_id: text(), last_contact_at: moment() },
});
