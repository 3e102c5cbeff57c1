import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { VisitView } from '../visit/visit.view.js';
import { type GiftView, viewOfGift } from './gift.view.js';
import { GiftsQueries } from './gifts.queries.js';

/** The gifts of a visit. Who sees a visit sees what is given on it. */
@Resolver('Visit')
export class VisitGiftsResolver {
  constructor(private readonly queries: GiftsQueries) {}

  @ResolveField()
  async gifts(@Parent() { id }: VisitView): Promise<GiftView[]> {
    return (await this.queries.ofVisit(id)).map(viewOfGift);
  }
}
