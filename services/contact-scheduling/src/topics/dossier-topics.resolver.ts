import { clientOfDossier } from '@hengxin/contracts';
import { ReadsFrom, type RequestContext, ScopedReference } from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT_FACTS, CLIENT_TOPICS, CONTACTS, DIRECTORY_CONSUMER, PLAYBOOKS, USED_TOPICS } from '../consumers.js';
import { TopicDesk } from './topic-desk.js';
import type { TopicView } from './topic.view.js';

interface DossierOfTopics {
  readonly __typename: 'VisitDossier';
  readonly id: string;
  readonly clientId: string;
}

/** The topics in the dossier of a visit: those of its client. */
@Resolver('VisitDossier')
export class DossierTopicsResolver {
  constructor(private readonly desk: TopicDesk) {}

  @ScopedReference('VisitDossier')
  @ReadsFrom(CLIENT_FACTS, CLIENT_TOPICS, CONTACTS, DIRECTORY_CONSUMER, PLAYBOOKS, USED_TOPICS)
  dossiers(ids: readonly string[]): (DossierOfTopics | null)[] {
    return ids.map((id) => {
      const clientId = clientOfDossier(id);
      return clientId === undefined ? null : { __typename: 'VisitDossier', id, clientId };
    });
  }

  @ResolveField()
  topics(
    @Parent() { clientId }: DossierOfTopics,
    @Args('first') first: number | null,
    @Context() context: RequestContext,
  ): Promise<TopicView[]> {
    return this.desk.topics(clientId, first, 5, context);
  }
}
