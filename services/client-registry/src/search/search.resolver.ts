import { Id, unseenInLine } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  type Connection,
  connection,
  COVERS_CONSUMER,
  decodeCursor,
  pageSize,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CLIENT } from '../client/client.projection.js';
import { clientRejections } from '../client/client.rejections.js';
import type { ClientView } from '../client/client.view.js';
import { ClientViews } from '../client/client.views.js';
import { wantedOf } from './search-terms.js';
import { type SearchPlace, SearchQueries } from './search.queries.js';

const TEXT_AT_MOST = 100;
/** Who is found by id stands before all others. */
const BY_ID = '';

/**
 * Clients as people type them, within the caller's scope. Callers who see names masked find by id alone: who may not
 * read a name must not find out by trying how it goes on.
 */
@Resolver()
export class SearchResolver {
  constructor(
    private readonly search: SearchQueries,
    private readonly views: ClientViews,
    private readonly scope: UnitScope,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, COVERS_CONSUMER)
  async searchClients(
    @Args('text') text: string,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<ClientView>> {
    const typed = text.trim();
    if (typed === '' || typed.length > TEXT_AT_MOST || unseenInLine(typed) !== undefined)
      throw QueryRefused.of(clientRejections.SEARCH_TEXT_INVALID({ limit: TEXT_AT_MOST }));
    const size = pageSize(first, 10);
    const place = placeOf(after);
    const { ids, terms } = wantedOf(typed);
    const byId = await this.seen(
      ids.map((clientId) => ({ rmId: BY_ID, clientId })),
      caller,
    );
    const rmIds = this.scope.visibleRms(caller);
    const byTerms =
      terms === null || rmIds === 'ALL' || this.scope.masksNames(caller)
        ? []
        : await this.search.find({
            rmIds: [...rmIds].sort(),
            terms,
            without: byId.map(({ clientId }) => clientId),
            after: place && place.rmId !== BY_ID ? place : null,
            limit: size + 1,
          });
    const found = [
      ...byId.filter(({ clientId }) => place === null || (place.rmId === BY_ID && clientId > place.clientId)),
      ...(await this.seen(byTerms, caller)),
    ];
    return connection(
      found,
      { first: size, after },
      ({ rmId, clientId }) => [rmId, clientId],
      ({ view }) => view,
    );
  }

  /** Handed over since it was found, a client is none of the caller's any more. */
  private async seen(
    places: readonly SearchPlace[],
    caller: RequestContext['caller'],
  ): Promise<(SearchPlace & { readonly view: ClientView })[]> {
    const views = await this.views.ofIds(
      places.map(({ clientId }) => clientId),
      caller,
    );
    return places.flatMap((place, i) => {
      const view = views[i];
      return view && view.sight !== 'REFERENCE' ? [{ ...place, view }] : [];
    });
  }
}

function placeOf(after: string | null): SearchPlace | null {
  const key = decodeCursor(after, 2);
  if (!key) return null;
  const [rmId, clientId] = key;
  const isPlace = (rmId === BY_ID || Id.safeParse(rmId).success) && Id.safeParse(clientId).success;
  if (!isPlace) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { rmId: rmId as string, clientId: clientId as string };
}
