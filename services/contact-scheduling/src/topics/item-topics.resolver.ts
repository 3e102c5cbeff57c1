import type { RequestContext } from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { PlanItemView } from '../my-day/day-view.js';
import { TopicDesk } from './topic-desk.js';
import type { TopicView } from './topic.view.js';

/** An item has the topics of its client: this service knows which one that is, in a plan that is foreseen as well. */
@Resolver('PlanItem')
export class ItemTopicsResolver {
  constructor(private readonly desk: TopicDesk) {}

  @ResolveField()
  topics(
    @Parent() { client }: PlanItemView,
    @Args('first') first: number | null,
    @Context() context: RequestContext,
  ): Promise<TopicView[]> {
    return this.desk.topics(client.id, first, 3, context);
  }
}
