import { UnitScope } from '@hengxin/identity';
import { Clock, pageSize, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { suggestTopics } from './topics.policy.js';
import { TopicsQueries } from './topics.queries.js';
import { topicView, type TopicView } from './topic.view.js';

/** What to talk about with clients, for those who see all of them. */
@Injectable()
export class TopicDesk {
  constructor(
    private readonly queries: TopicsQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** The first topics of a client; none for a caller who does not keep, cover or head the client. */
  async topics(
    clientId: string,
    first: number | null | undefined,
    fallback: number,
    { caller, language }: RequestContext,
  ): Promise<TopicView[]> {
    const size = pageSize(first, fallback);
    if (this.scope.masksNames(caller)) return [];
    const known = await this.queries.ofClient(clientId);
    if (!known || !this.scope.canSeeClient(caller, known)) return [];
    return suggestTopics(known, this.clock.today())
      .slice(0, size)
      .map((suggestion) => topicView(suggestion, language));
  }
}
