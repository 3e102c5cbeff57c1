import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { SuggestedGoal } from './suggested-goals.policy.js';

/** What a goal rests on: facts where it is suggested, nothing where somebody set it. */
@Resolver('VisitGoal')
export class VisitGoalResolver {
  @ResolveField()
  facts(@Parent() { facts }: Partial<Pick<SuggestedGoal, 'facts'>>): SuggestedGoal['facts'] {
    return facts ?? [];
  }
}
