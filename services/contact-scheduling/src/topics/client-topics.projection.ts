import { ClientProfileChanged, ClientRegistered, topicOf, VisitEnded } from '@hengxin/contracts';
import { day, json, projection, type RowOf, table, text, texts } from '@hengxin/projections';

const clientInterests = table('client_interests', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    interests: texts().personal('client_id'),
    taboos: texts().personal('client_id'),
  },
});

/** A need as it is kept. */
export interface KeptNeed {
  readonly topic: string;
  readonly productCode: string | null;
}

/** What a visit found that its client needs. */
const clientNeeds = table('client_needs', {
  key: ['client_id', 'visit_id'],
  columns: {
    client_id: text(),
    visit_id: text(),
    found_on: day(),
    needs: json<readonly KeptNeed[]>().personal('client_id'),
  },
});

type Interests = RowOf<typeof clientInterests>;

interface Batch {
  readonly known: ReadonlyMap<string, Interests>;
  readonly changed: Map<string, Interests>;
  readonly needs: RowOf<typeof clientNeeds>[];
}

/**
 * What topics rest on, beside what was talked about. It is personal and never travels, so this consumer reads the log
 * itself. Rows of a visit stand for themselves, so the order in which the contexts are read does not matter. Clients
 * without interests have no row until they had one.
 */
export const clientTopicsKept = projection({
  consumer: 'client-topics',
  events: [ClientRegistered, ClientProfileChanged, VisitEnded],
  tables: [clientInterests, clientNeeds],
  batchSize: 2_000,
  personal: ['interests', 'taboos', 'findings.text'],
  async load(events, tx): Promise<Batch> {
    const changing = events.flatMap((event) => (event.type === 'ClientProfileChanged' ? [event.data.clientId] : []));
    const clientIds = [...new Set(changing)].sort();
    const rows = clientIds.length === 0 ? [] : await tx.query<Interests>(READ, [clientIds], 'client-interests-read');
    return { known: new Map(rows.map((row) => [row.client_id, row])), changed: new Map(), needs: [] };
  },
  on: {
    ClientRegistered: ({ data: { clientId, interests } }, batch) => {
      if (interests.length > 0) change(batch, clientId, { interests });
    },
    ClientProfileChanged: ({ data: { clientId, interests, taboos } }, batch) => {
      if (interests) change(batch, clientId, { interests });
      if (taboos) change(batch, clientId, { taboos });
    },
    VisitEnded: ({ data: { clientId, visitId, businessDate, findings } }, { needs }) => {
      const found = findings.flatMap(({ kind, text: words, productCode }) => {
        const topic = kind === 'NEED' && words ? topicOf(words) : '';
        return topic === '' ? [] : [{ topic, productCode }];
      });
      if (found.length > 0)
        needs.push({ client_id: clientId, visit_id: visitId, found_on: businessDate, needs: found });
    },
  },
  async store({ changed, needs }, tx) {
    await clientInterests.put(tx, [...changed.values()].sort(byClient));
    await clientNeeds.put(tx, needs);
  },
});

const READ = `
  select client_id, interests, taboos from client_interests where client_id = any($1) order by client_id for update`;

function change({ known, changed }: Batch, clientId: string, facts: Partial<Interests>): void {
  const before = changed.get(clientId) ?? known.get(clientId) ?? { client_id: clientId, interests: [], taboos: [] };
  changed.set(clientId, { ...before, ...facts });
}

function byClient(a: Interests, b: Interests): number {
  return a.client_id < b.client_id ? -1 : a.client_id > b.client_id ? 1 : 0;
}
