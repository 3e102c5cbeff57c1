import type { CircleRelation } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RowOf } from '@hengxin/projections';
import type { ClientEvent } from '../client/client.state.js';
import type { CircleEvent } from './circle.decider.js';
import { inverseOf } from './circle.rules.js';
import { circleLink } from './circle.tables.js';

/** A link as one side has it. */
export interface CircleLink {
  readonly linkId: string;
  readonly relation: CircleRelation;
  readonly otherClientId: string | null;
  readonly outsiderName: string | null;
  readonly note: string | null;
}

type LinkRow = RowOf<typeof circleLink>;
type LinkEvent = Extract<ClientEvent | CircleEvent, { type: `${string}inked` }>;

/** The rows that a link event writes, or takes away where it is `gone`. */
export function linkRowsOf(event: LinkEvent): { readonly gone: boolean; readonly rows: readonly LinkRow[] } {
  switch (event.type) {
    case 'OutsiderLinked': {
      const { clientId, linkId, relation, name, note, linkedAt } = event.data;
      return { gone: false, rows: [rowOf(clientId, linkId, relation, null, name, note, linkedAt)] };
    }
    case 'ClientsLinked': {
      const { clientId, otherClientId, linkId, relation, note, linkedAt } = event.data;
      return {
        gone: false,
        rows: [
          rowOf(clientId, linkId, relation, otherClientId, null, note, linkedAt),
          rowOf(otherClientId, linkId, inverseOf(relation), clientId, null, note, linkedAt),
        ],
      };
    }
    case 'OutsiderUnlinked': {
      const { clientId, linkId, unlinkedAt } = event.data;
      return { gone: true, rows: [rowOf(clientId, linkId, 'OTHER', null, null, null, unlinkedAt)] };
    }
    case 'ClientsUnlinked': {
      const { clientId, otherClientId, linkId, unlinkedAt } = event.data;
      const sides = [clientId, otherClientId];
      return { gone: true, rows: sides.map((side) => rowOf(side, linkId, 'OTHER', null, null, null, unlinkedAt)) };
    }
  }
}

/** The links of a client with what events, in their order, make of them. */
export function withLinkNews(
  links: readonly CircleLink[],
  clientId: string,
  events: readonly (ClientEvent | CircleEvent)[],
): readonly CircleLink[] {
  return events.filter(isLinkEvent).reduce<readonly CircleLink[]>((all, event) => {
    const { gone, rows } = linkRowsOf(event);
    const mine = rows.filter((row) => row.client_id === clientId);
    const others = all.filter(({ linkId }) => !mine.some((row) => row.link_id === linkId));
    return gone ? others : [...others, ...mine.map(linkOf)];
  }, links);
}

export function isLinkEvent(event: ClientEvent | CircleEvent): event is LinkEvent {
  return event.type.endsWith('inked');
}

/** Writes a batch of links in the order in which they were told. */
export async function storeLinks(events: readonly LinkEvent[], tx: Tx): Promise<void> {
  const last = new Map<string, { readonly gone: boolean; readonly row: LinkRow }>();
  for (const event of events) {
    const { gone, rows } = linkRowsOf(event);
    for (const row of rows) last.set(`${row.client_id} ${row.link_id}`, { gone, row });
  }
  const rows = [...last.values()];
  const put = rows.filter(({ gone }) => !gone).map(({ row }) => row);
  const gone = rows.filter((each) => each.gone).map(({ row }) => row);
  await circleLink.put(tx, put);
  if (gone.length > 0)
    await tx.query(
      UNLINK,
      [gone.map(({ client_id }) => client_id), gone.map(({ link_id }) => link_id)],
      'circle-unlink',
    );
}

function rowOf(
  client_id: string,
  link_id: string,
  relation: CircleRelation,
  other_client_id: string | null,
  outsider_name: string | null,
  note: string | null,
  linked_at: string,
): LinkRow {
  return { client_id, link_id, relation, other_client_id, outsider_name, note, linked_at };
}

function linkOf({ link_id: linkId, relation, other_client_id, outsider_name, note }: LinkRow): CircleLink {
  return { linkId, relation, otherClientId: other_client_id, outsiderName: outsider_name, note };
}

const UNLINK = `
  delete from circle_link using unnest($1::text[], $2::text[]) as gone (client_id, link_id)
  where circle_link.client_id = gone.client_id and circle_link.link_id = gone.link_id`;
