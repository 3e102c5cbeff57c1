import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { CircleLink } from './circle-links.js';

/** Circles of clients, by id. */
@Injectable()
export class CircleQueries {
  constructor(private readonly database: Database) {}

  /** The links of each client, in the order in which they were told. */
  async of(clientIds: readonly string[]): Promise<Map<string, CircleLink[]>> {
    const rows = await this.database.query<CircleLink & { readonly clientId: string }>(OF, [clientIds], 'circles');
    return Map.groupBy(rows, ({ clientId }) => clientId);
  }

  /** How many links the client has who has most of them. */
  async largest(clientIds: readonly string[]): Promise<number> {
    const [row] = await this.database.query<{ links: number }>(LARGEST, [clientIds], 'circle-largest');
    return row?.links ?? 0;
  }
}

const OF = `
  select client_id as "clientId", link_id as "linkId", relation, other_client_id as "otherClientId",
    outsider_name as "outsiderName", note
  from circle_link where client_id = any($1) order by client_id, linked_at, link_id`;

const LARGEST = `
  select count(*)::int as links from circle_link where client_id = any($1) group by client_id order by links desc limit 1`;
