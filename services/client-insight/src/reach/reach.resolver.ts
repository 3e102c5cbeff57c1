import { type Reach, reachOf } from '@hengxin/contracts';
import type { RequestContext } from '@hengxin/service-kit';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ClientRef } from '../client-facts/client-ref.js';
import { reachText } from './reach-text.rules.js';
import { ReachQueries } from './reach.queries.js';

/** When and how clients answer, for those who see all of them. */
@Resolver('Client')
export class ReachResolver {
  constructor(private readonly tries: ReachQueries) {}

  @ResolveField()
  async reach(
    @Parent() { id, isWhole }: ClientRef,
    @Context() { language }: RequestContext,
  ): Promise<(Reach & { readonly text: string }) | null> {
    const best = isWhole ? reachOf(await this.tries.of(id)) : null;
    return best && { ...best, text: reachText(best, language) };
  }
}
