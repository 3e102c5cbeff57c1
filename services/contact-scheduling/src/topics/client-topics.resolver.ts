import type { RequestContext } from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { TopicDesk } from './topic-desk.js';
import type { TopicView } from './topic.view.js';

@Resolver('Client')
export class ClientTopicsResolver {
  constructor(private readonly desk: TopicDesk) {}

  @ResolveField()
  topics(
    @Parent() { id }: { readonly id: string },
    @Args('first') first: number | null,
    @Context() context: RequestContext,
  ): Promise<TopicView[]> {
    return this.desk.topics(id, first, 5, context);
  }
}
