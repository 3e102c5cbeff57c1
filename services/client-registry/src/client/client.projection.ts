import {
  type BusinessDate,
  Circle,
  Client,
  type ClientAssigned,
  type ClientDateRemoved,
  type ClientDateSet,
  type ClientProfileChanged,
  type ClientsLinked,
  type ClientsUnlinked,
  type ConsentGranted,
  type ConsentWithdrawn,
  type OutsiderLinked,
  type OutsiderUnlinked,
  type ProfilePartConfirmed,
  singleFacts,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import { eventsOf, type Projection, projection, type RowOf } from '@hengxin/projections';
import { storeLinks } from '../circle/circle-links.js';
import { circleLink } from '../circle/circle.tables.js';
import { clientSearch } from '../search/search.tables.js';
import { type Findable, isFoundElse, putTerms } from '../search/stored-terms.js';
import { withRefreshed } from '../parts/parts.rules.js';
import type { Profile } from './client.facts.js';
import { changesOf, withDate, withoutDate } from './client.state.js';
import { ledgerKey } from '../consent/consent-ledger.rules.js';
import { countAssigned } from '../portfolio/claimed-slots.js';
import { noteChange } from './client-change.js';
import type { ConsentFact } from './client-row.js';
import { assignment, client } from './client.tables.js';
import { dayInForce } from '../portfolio/portfolio-day.js';

/** What a position must have reached before a client is shown. */
export const CLIENT = 'client';

/** A client's row while a batch is folded into it. */
type Draft = { -readonly [Column in keyof RowOf<typeof client>]: RowOf<typeof client>[Column] };
type Assigned = DataOf<typeof ClientAssigned> & Pick<RecordedEvent, 'meta'>;

interface Batch {
  readonly inForce: BusinessDate;
  readonly drafts: ReadonlyMap<string, Draft>;
  /** As what each was found before the batch. */
  readonly found: readonly Findable[];
  readonly assigned: Assigned[];
  readonly links: RecordedOf<LinkEventType>[];
}

type EventsOfClients =
  | (typeof Client)['events'][keyof (typeof Client)['events']]
  | (typeof Circle)['events'][keyof (typeof Circle)['events']];
type LinkEventType = typeof OutsiderLinked | typeof OutsiderUnlinked | typeof ClientsLinked | typeof ClientsUnlinked;
type PersonEventType =
  | LinkEventType
  | typeof ClientProfileChanged
  | typeof ProfilePartConfirmed
  | typeof ClientDateSet
  | typeof ClientDateRemoved;

/** Keeps `client` and `assignment`: one read and one write each a batch. */
export function clients(today: () => BusinessDate): Projection {
  const rows = new GrowingTables();
  return projection<EventsOfClients, Batch>({
    consumer: CLIENT,
    events: [...eventsOf(Client), ...eventsOf(Circle)],
    tables: [client, assignment, circleLink, clientSearch],
    batchSize: 2_000,
    split: singleFacts,
    async load(events, tx): Promise<Batch> {
      // Before any client's row, in this order everywhere: a roll of the day locks them the same way.
      const inForce = await dayInForce(tx, today());
      const drafts = await draftsOf([...new Set(events.flatMap(clientsOf))].sort(), tx);
      return {
        inForce,
        drafts,
        found: [...drafts.values()].map(({ client_id, rm_id, name, phone }) => ({ client_id, rm_id, name, phone })),
        assigned: [],
        links: [],
      };
    },
    on: {
      ClientRegistered: ({ data }, { drafts }) =>
        void Object.assign(drafts.get(data.clientId)!, profileRow(data), { registered_on: data.registeredOn }),
      ClientProfileChanged(event, { drafts }) {
        Object.assign(drafts.get(event.data.clientId)!, profileRow(changesOf(event.data)));
        refresh(drafts, event);
      },
      ProfilePartConfirmed: (event, { drafts }) => refresh(drafts, event),
      ClientDateSet(event, { drafts }) {
        const draft = drafts.get(event.data.clientId)!;
        draft.dates = withDate(draft.dates, event.data);
        refresh(drafts, event);
      },
      ClientDateRemoved(event, { drafts }) {
        const draft = drafts.get(event.data.clientId)!;
        draft.dates = withoutDate(draft.dates, event.data.dateId);
        refresh(drafts, event);
      },
      OutsiderLinked: tellLink,
      OutsiderUnlinked: tellLink,
      ClientsLinked: tellLink,
      ClientsUnlinked: tellLink,
      ConsentGranted: ({ data }, { drafts }) =>
        keepLatest(drafts.get(data.clientId)!, {
          ...factOf(data),
          decision: 'GRANTED',
          expiresOn: data.expiresOn,
          receiptId: null,
        }),
      ConsentWithdrawn: ({ data }, { drafts }) =>
        keepLatest(drafts.get(data.clientId)!, {
          ...factOf(data),
          decision: 'WITHDRAWN',
          expiresOn: null,
          receiptId: data.receiptId,
        }),
      ClientAssigned({ data, meta }, { drafts, inForce, assigned }) {
        assigned.push({ ...data, meta });
        // Assignments of a stream come in the order of their days, so one that is due is the latest.
        if (data.from <= inForce) drafts.get(data.clientId)!.rm_id = data.rmId;
      },
    },
    async store({ drafts, found, assigned, links }, tx) {
      await client.put(tx, [...drafts.values()]);
      const moved = found.filter((before) => isFoundElse(before, drafts.get(before.client_id)!));
      await putTerms(
        moved.map(({ client_id }) => drafts.get(client_id)!),
        moved.filter(({ rm_id }) => rm_id !== null).map(({ client_id }) => client_id),
        tx,
      );
      if (links.length > 0) await storeLinks(links, tx);
      await assignment.put(
        tx,
        assigned.map(({ clientId, from, rmId }) => ({ client_id: clientId, from_day: from, rm_id: rmId })),
      );
      if (assigned.length > 0) await countAssigned(assigned, tx);
      await noteChange(tx, [...drafts.keys()]);
      await rows.analyseAfter(drafts.size, tx);
    },
  });
}

function clientsOf({
  data,
}: {
  readonly data: { readonly clientId: string; readonly otherClientId?: string };
}): string[] {
  return data.otherClientId === undefined ? [data.clientId] : [data.clientId, data.otherClientId];
}

/** Notes in the rows of whom it is about when an event refreshed what, and who told it. */
function refresh(drafts: Batch['drafts'], event: RecordedOf<PersonEventType>): void {
  for (const clientId of clientsOf(event)) {
    const draft = drafts.get(clientId)!;
    draft.parts = withRefreshed(draft.parts, event, event.meta.actor ?? null);
  }
}

function tellLink(event: RecordedOf<LinkEventType>, { drafts, links }: Batch): void {
  links.push(event);
  refresh(drafts, event);
}

/** The columns of a profile, or of the part of one that changes. */
function profileRow(profile: Partial<Profile>): Partial<Draft> {
  const {
    name,
    phone,
    tier,
    interests,
    preferredChannel: preferred_channel,
    birthday,
    contactsAYear: contacts_a_year,
    kind,
    taboos,
    preferences,
    tradingHabits: trading_habits,
    doNotContact: do_not_contact,
  } = profile;
  const told = { name, phone, tier, interests, preferred_channel, birthday, contacts_a_year };
  const row = { ...told, kind, taboos, preferences, trading_habits, do_not_contact };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

function factOf({
  channel,
  purpose,
  decidedAt,
  wordingVersion,
}: DataOf<typeof ConsentGranted> | DataOf<typeof ConsentWithdrawn>) {
  return { channel, purpose, decidedAt, wordingVersion };
}

function keepLatest(draft: Draft, fact: ConsentFact): void {
  const key = ledgerKey(fact.channel, fact.purpose);
  const known = draft.consents[key];
  if (!known || Date.parse(known.decidedAt) <= Date.parse(fact.decidedAt))
    draft.consents = { ...draft.consents, [key]: fact };
}

/** The rows as they stand, locked; new ones for clients not known yet. */
async function draftsOf(ids: readonly string[], tx: Tx): Promise<Map<string, Draft>> {
  const drafts = new Map(ids.map((id) => [id, { ...BLANK, client_id: id }]));
  for (const row of await tx.query<Draft>(READ_CLIENTS, [ids], 'clients-read')) drafts.set(row.client_id, row);
  return drafts;
}

const BLANK: Omit<Draft, 'client_id'> = {
  rm_id: null,
  tier: null,
  name: null,
  phone: null,
  interests: [],
  preferred_channel: null,
  birthday: null,
  contacts_a_year: null,
  kind: 'PERSON',
  taboos: [],
  preferences: null,
  trading_habits: null,
  do_not_contact: false,
  parts: {},
  dates: [],
  registered_on: null,
  consents: {},
};

/**
 * Connections keep the plans they made while the tables were empty until these are analysed. A bank's first file fills
 * them faster than autovacuum looks, so the projection has it done as they grow, each time at twice the size.
 */
class GrowingTables {
  private projected = 0;
  private analyseAt = 2_000;

  async analyseAfter(rows: number, tx: Tx): Promise<void> {
    this.projected += rows;
    if (this.projected < this.analyseAt || this.analyseAt > ANALYSE_UP_TO) return;
    this.analyseAt *= 2;
    await tx.query('analyze client, assignment');
  }
}

const ANALYSE_UP_TO = 2_000_000;

const READ_CLIENTS = `
  select client_id, rm_id, tier, name, phone, interests, preferred_channel, birthday, contacts_a_year, kind, taboos, preferences,
    trading_habits, do_not_contact, parts, dates, registered_on::text, consents
  from client where client_id = any($1) order by client_id for update`;
