import { type Caller, UnitScope } from '@hengxin/identity';
import {
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import type { GiftFilter } from './gift.inputs.js';
import { type GiftView, viewOfGift } from './gift.view.js';
import { type GiftPlace, type GiftSearch, GiftsQueries, type StoredGift } from './gifts.queries.js';

/** Gifts as a caller may see them, in pages. */
@Injectable()
export class GiftLists {
  constructor(
    private readonly gifts: GiftsQueries,
    private readonly clients: ClientFactsQueries,
    private readonly scope: UnitScope,
  ) {}

  /** Refuses a unit outside the caller's scope. A client outside it has no gifts to show. */
  async list(
    { clientId, unitId, states, awaitingApproval }: GiftFilter,
    first: number,
    after: string | null | undefined,
    caller: Caller,
  ): Promise<Connection<GiftView>> {
    if (unitId && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    const asked = unitId ? [...this.scope.subtree(unitId)] : undefined;
    const search: GiftSearch = {
      ...(await this.narrowed(clientId ?? undefined, asked, caller)),
      states: states ?? undefined,
      awaiting: awaitingApproval ?? undefined,
      after: placeOf(after),
      limit: first + 1,
    };
    const found = await this.gifts.newest(search);
    // What is asked for is what may be seen, so that nothing is left out but in the moment of a handover.
    const seen = found.filter((gift) => this.canSee(gift, caller));
    const more = found.length > first ? found.at(-1) : undefined;
    return connection(
      seen,
      { first, after },
      ({ ms, giftId }) => [ms, giftId],
      ({ data }) => viewOfGift(data),
      more && seen.length <= first ? [more.ms, more.giftId] : undefined,
    );
  }

  private canSee({ unitId, rmId, data }: StoredGift, caller: Caller): boolean {
    return this.scope.canSeeContact(caller, { staffId: data.staffId, unitId, rmId });
  }

  /** The narrowest index that holds what is asked for, and of that only what the caller may see. */
  private async narrowed(
    clientId: string | undefined,
    asked: readonly string[] | undefined,
    caller: Caller,
  ): Promise<Pick<GiftSearch, 'seeds' | 'unitIds' | 'forManager'>> {
    if (caller.role === 'RM')
      return {
        seeds: clientId ? { by: 'client', id: clientId } : { by: 'manager', id: caller.id },
        unitIds: asked,
        forManager: caller.id,
      };
    const visible = this.scope.visibleUnits(caller);
    const sees = clientId !== undefined && (await this.seesAllOf(clientId, caller));
    const within = visible === 'ALL' || sees ? asked : (asked ?? [...visible]).filter((id) => visible.has(id));
    if (clientId) return { seeds: { by: 'client', id: clientId }, unitIds: within };
    return { seeds: within ? { by: 'unit', ids: within } : { by: 'all' } };
  }

  /** Whether the caller sees the client's gifts for the client's sake, by anybody and in any unit. */
  private async seesAllOf(clientId: string, caller: Caller): Promise<boolean> {
    const rmId = await this.clients.keeper(clientId);
    return this.scope.canSeeContact(caller, { staffId: '', unitId: '', rmId });
  }
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): GiftPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [ms, giftId] = key;
  if (!isMoment(ms) || typeof giftId !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { ms, giftId };
}
