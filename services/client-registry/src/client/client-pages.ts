import { Id } from '@hengxin/contracts';
import {
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ClientCursor } from './clients.queries.js';
import type { ClientView } from './client.view.js';
import { ClientViews } from './client.views.js';

/** Pages of clients in the order "longest without contact first". */
@Injectable()
export class ClientPages {
  constructor(private readonly views: ClientViews) {}

  /** Of up to `first + 1` places. */
  async of(
    places: readonly ClientCursor[],
    asked: { readonly first: number; readonly after: string | null },
    { caller }: Pick<RequestContext, 'caller'>,
  ): Promise<Connection<ClientView>> {
    const views = await this.views.ofIds(
      places.map(({ clientId }) => clientId),
      caller,
    );
    // Handed over since it was found, a client is no row of this list any more: a field that the caller may not read
    // would cost the whole page.
    const found = places.flatMap((place, i) =>
      views[i] && views[i].sight !== 'REFERENCE' ? [{ ...place, view: views[i] }] : [],
    );
    return connection(
      found,
      asked,
      ({ lastContactMs, clientId }) => [lastContactMs, clientId],
      ({ view }) => view,
    );
  }
}

/** The place behind which a page begins. */
export function placeAfter(after: string | null): ClientCursor | null {
  const key = decodeCursor(after, 2);
  if (!key) return null;
  const [lastContactMs, clientId] = key;
  const isPlace = (lastContactMs === null || isMoment(lastContactMs)) && Id.safeParse(clientId).success;
  if (!isPlace) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { lastContactMs: lastContactMs as number | null, clientId: clientId as string };
}
