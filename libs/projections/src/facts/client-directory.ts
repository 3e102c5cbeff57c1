import {
  type Channel,
  Client,
  type ClientProfileChanged,
  type ClientRegistered,
  type ConsentGranted,
  type ConsentWithdrawn,
  type ConsentWord,
  singleFacts,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedOf } from '@hengxin/event-sourcing';
import type { Column, ColumnBuilder } from '../column.js';
import { eventsOf, type Projection, projection } from '../projection.js';
import type { RowOf, Table, TableFacts } from '../table.js';
import { type Assignment, assignmentOf, clientAssignment, putAssignments } from './assignments.js';

type ClientColumns = Readonly<Record<string, Column>> & { readonly client_id: ColumnBuilder<string> };
type Draft<C extends ClientColumns> = { -readonly [Name in keyof RowOf<Table<C>>]: RowOf<Table<C>>[Name] };

/** What a batch tells of clients. */
export interface ClientNews {
  /** In the order of their ids. */
  readonly clientIds: readonly string[];
  readonly assigned: readonly Assignment[];
}

/** What a service keeps of clients, beside who keeps them. */
export interface ClientDirectoryDefinition<C extends ClientColumns> {
  readonly consumer: string;
  /** A row a client. */
  readonly clients: Table<C>;
  /** The row of a client that the service does not know yet. */
  readonly blank: Omit<RowOf<Table<C>>, 'client_id'>;
  /** A word on SERVICE; other purposes are nobody's but the registry's. */
  readonly word: (row: Draft<C>, channel: Channel, word: ConsentWord) => void;
  readonly registered?: (row: Draft<C>, profile: DataOf<typeof ClientRegistered>) => void;
  readonly changed?: (row: Draft<C>, changes: DataOf<typeof ClientProfileChanged>) => void;
  /** False for a row that says too little to be stored; absent: every row is. */
  readonly isKept?: (row: RowOf<Table<C>>) => boolean;
  /**
   * What follows from the news, in their transaction: once the clients' rows are written, and once their assignments
   * are.
   */
  readonly clientsWritten?: (news: ClientNews, tx: Tx) => Promise<unknown>;
  readonly assignmentsWritten?: (news: ClientNews, tx: Tx) => Promise<unknown>;
  /** Tables that those write. */
  readonly alsoWrites?: readonly TableFacts[];
}

interface Batch<C extends ClientColumns> extends ClientNews {
  readonly rows: ReadonlyMap<string, Draft<C>>;
  readonly assigned: Assignment[];
}

/**
 * A service's own copy of what the registry tells of clients: what they allow, who keeps them from which day on
 * (`client_assignment`), and what else the service needs. One read and one write a table and batch. What arrives again
 * does not replace anything told later.
 */
export function clientDirectory<C extends ClientColumns>(
  definition: ClientDirectoryDefinition<C>,
): Projection<ClientEvent> {
  const {
    consumer,
    clients,
    alsoWrites = [],
    word,
    registered,
    changed,
    isKept,
    clientsWritten,
    assignmentsWritten,
  } = definition;
  const keepWord = (event: RecordedOf<typeof ConsentGranted | typeof ConsentWithdrawn>, { rows }: Batch<C>) => {
    const { clientId, channel, purpose } = event.data;
    if (purpose === 'SERVICE') word(rows.get(clientId)!, channel, wordOf(event));
  };
  const read = lockingRead(clients);
  return projection<ClientEvent, Batch<C>>({
    consumer,
    events: eventsOf(Client),
    tables: [clients, clientAssignment, ...alsoWrites],
    batchSize: 2_000,
    split: singleFacts,
    async load(events, tx) {
      const clientIds = [...new Set(events.map(({ data }) => data.clientId))].sort();
      const rows = new Map(clientIds.map((client_id) => [client_id, { ...definition.blank, client_id } as Draft<C>]));
      for (const row of await tx.query<Draft<C>>(read, [clientIds], `${clients.name}-lock`))
        rows.set(row.client_id as string, row);
      return { clientIds, rows, assigned: [] };
    },
    on: {
      ClientRegistered: ({ data }, { rows }) => registered?.(rows.get(data.clientId)!, data),
      ClientProfileChanged: ({ data }, { rows }) => changed?.(rows.get(data.clientId)!, data),
      ConsentGranted: keepWord,
      ConsentWithdrawn: keepWord,
      ClientAssigned: (event, { assigned }) => void assigned.push(assignmentOf(event)),
      // Who the client is as a person is the registry's to show.
      ProfilePartConfirmed: () => undefined,
      ClientDateSet: () => undefined,
      ClientDateRemoved: () => undefined,
      OutsiderLinked: () => undefined,
      OutsiderUnlinked: () => undefined,
    },
    async store({ rows, ...news }, tx) {
      const all = [...rows.values()];
      await clients.put(tx, isKept ? all.filter(isKept) : all);
      await clientsWritten?.(news, tx);
      await putAssignments(tx, news.assigned);
      await assignmentsWritten?.(news, tx);
    },
  });
}

type ClientEvent = (typeof Client)['events'][keyof (typeof Client)['events']];

/** The rows of some clients, locked in one order. Days come as texts, no matter how the connection reads days. */
function lockingRead({ name, columns }: TableFacts): string {
  const list = Object.entries(columns).map(([column, { sqlType }]) =>
    sqlType === 'date' ? `${column}::text` : column,
  );
  return `select ${list.join(', ')} from ${name} where client_id = any($1) order by client_id for update`;
}

function wordOf(event: RecordedOf<typeof ConsentGranted | typeof ConsentWithdrawn>): ConsentWord {
  const { decidedAt } = event.data;
  const common = { decidedAt, place: event.revision };
  return event.type === 'ConsentGranted'
    ? { ...common, granted: true, expiresOn: event.data.expiresOn }
    : { ...common, granted: false, expiresOn: null };
}
