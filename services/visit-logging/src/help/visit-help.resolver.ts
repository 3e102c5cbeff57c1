import type { RequestContext } from '@hengxin/service-kit';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { VisitView } from '../visit/visit.view.js';
import { HelpQueries } from './help.queries.js';
import { type HelpView, viewOfHelp } from './help.view.js';

/** The requests for help with a visit. Who sees a visit sees them. */
@Resolver('Visit')
export class VisitHelpResolver {
  constructor(private readonly queries: HelpQueries) {}

  @ResolveField()
  async helpRequests(
    @Parent() { id, showsTexts }: VisitView,
    @Context() { language }: RequestContext,
  ): Promise<HelpView[]> {
    return (await this.queries.ofVisit(id)).map((help) => viewOfHelp(help, language, showsTexts));
  }
}
