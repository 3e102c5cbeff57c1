import { ContactLogged, type TopicUse } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { day, json, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { type Use, type UsedTopic, usedTopics, withNewerUse } from './used-topics.rules.js';

/** What was talked about in a contact. */
const topicUses = table('topic_uses', {
  key: ['client_id', 'contact_id'],
  columns: {
    client_id: text(),
    contact_id: text(),
    used_at: moment(),
    used_on: day(),
    uses: json<readonly TopicUse[]>().personal('client_id'),
  },
});

/** The same, counted by topic: one row a client, however many contacts there were. */
const usedByClient = table('used_topics', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    topics: json<readonly UsedTopic[]>().personal('client_id'),
  },
});

type Counted = RowOf<typeof usedByClient>;

interface UsesRow {
  readonly clientId: string;
  readonly contactId: string;
  readonly usedAt: Date;
  readonly usedOn: string;
  readonly uses: readonly TopicUse[];
}

interface Batch {
  readonly known: ReadonlyMap<string, readonly UsedTopic[]>;
  readonly rows: RowOf<typeof topicUses>[];
}

/**
 * What was talked about with clients. It is personal and never travels, so this consumer reads the log itself. A
 * contact that is told late stands among others that are counted already: then all of its client are read again.
 */
export const usedTopicsKept = projection({
  consumer: 'used-topics',
  events: [ContactLogged],
  tables: [topicUses, usedByClient],
  batchSize: 2_000,
  personal: ['topics'],
  async load(events, tx): Promise<Batch> {
    const talked = events.filter(({ data }) => (data.topics ?? []).length > 0);
    const clientIds = [...new Set(talked.map(({ data }) => data.clientId))].sort();
    const rows = clientIds.length === 0 ? [] : await tx.query<Counted>(READ, [clientIds], 'used-topics-read');
    return { known: new Map(rows.map((row) => [row.client_id, row.topics])), rows: [] };
  },
  on: {
    ContactLogged: ({ data: { clientId, contactId, startedAt, businessDate, topics = [] } }, { rows }) => {
      if (topics.length > 0)
        rows.push({
          client_id: clientId,
          contact_id: contactId,
          used_at: startedAt,
          used_on: businessDate,
          uses: topics,
        });
    },
  },
  async store({ known, rows }, tx) {
    await topicUses.put(tx, rows);
    const ofClient = Map.groupBy(rows, ({ client_id }) => client_id);
    const counted = new Map([...ofClient].map(([id, told]) => [id, withAll(known.get(id) ?? [], told)] as const));
    const late = [...counted].filter(([, topics]) => topics === undefined).map(([id]) => id);
    const again = late.length === 0 ? new Map<string, UsedTopic[]>() : await countAgain(late, tx);
    const written = [...counted].map(([id, topics]) => ({ client_id: id, topics: topics ?? again.get(id) ?? [] }));
    await usedByClient.put(
      tx,
      written.sort((a, b) => (a.client_id < b.client_id ? -1 : 1)),
    );
  },
});

/** Undefined where one of them came late. */
function withAll(known: readonly UsedTopic[], rows: readonly RowOf<typeof topicUses>[]): UsedTopic[] | undefined {
  let topics: UsedTopic[] | undefined = [...known];
  for (const { contact_id: contactId, used_at: usedAt, used_on: usedOn, uses } of rows)
    for (const use of usesOf({ contactId, usedAtMs: Date.parse(usedAt), usedOn, uses }))
      topics = topics && withNewerUse(topics, use);
  return topics;
}

/** Of clients, all that was told of them so far. */
async function countAgain(clientIds: readonly string[], tx: Tx): Promise<Map<string, UsedTopic[]>> {
  const rows = await tx.query<UsesRow>(USES, [[...clientIds].sort()], 'topic-uses-again');
  return new Map(
    [...Map.groupBy(rows, ({ clientId }) => clientId)].map(([clientId, told]) => [
      clientId,
      usedTopics(told.flatMap((row) => usesOf({ ...row, usedAtMs: row.usedAt.getTime() }))),
    ]),
  );
}

function usesOf({
  uses,
  contactId,
  usedAtMs,
  usedOn,
}: Pick<Use, 'contactId' | 'usedAtMs' | 'usedOn'> & { readonly uses: readonly TopicUse[] }): Use[] {
  return uses.map(({ topic, reaction }, place) => ({ topic, reaction, contactId, place, usedAtMs, usedOn }));
}

const READ = 'select client_id, topics from used_topics where client_id = any($1) order by client_id for update';
const USES = `
  select client_id as "clientId", contact_id as "contactId", used_at as "usedAt", used_on::text as "usedOn", uses
  from topic_uses where client_id = any($1)`;
