import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PlaybookQueries, type StoredPlaybook } from '../playbook/playbook.queries.js';
import type { TopicView } from './topic.view.js';

@Resolver('TopicSuggestion')
export class TopicPlaybooksResolver {
  constructor(private readonly playbooksKept: PlaybookQueries) {}

  @ResolveField()
  playbooks(@Parent() { topic, productCodes }: TopicView): Promise<readonly StoredPlaybook[]> {
    return this.playbooksKept.hangingOn(topic, productCodes);
  }
}
