import { UnitScope } from '@hengxin/identity';
import type { RequestContext } from '@hengxin/service-kit';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PlanItemView } from '../my-day/day-view.js';
import { type SuggestedHours, suggestedHours } from './suggested-hours.policy.js';
import { suggestedHoursText } from './suggested-hours-text.rules.js';
import { TriesQueries } from './tries.queries.js';

/** When to try the client of an item, for those who see all of the client. */
@Resolver('PlanItem')
export class ItemHoursResolver {
  constructor(
    private readonly queries: TriesQueries,
    private readonly scope: UnitScope,
  ) {}

  @ResolveField()
  async suggestedHours(
    @Parent() { client, channel }: PlanItemView,
    @Context() { caller, language }: RequestContext,
  ): Promise<(SuggestedHours & { readonly text: string }) | null> {
    if (this.scope.masksNames(caller)) return null;
    const known = await this.queries.ofClient(client.id);
    if (!known || !this.scope.canSeeClient(caller, known)) return null;
    const hours = suggestedHours(known.tries, channel);
    return hours && { ...hours, text: suggestedHoursText(hours, language) };
  }
}
