import { decodeChoice, rmOfChoice } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import { ReadsFrom, type RequestContext, ScopedReference } from '@hengxin/service-kit';
import { Resolver } from '@nestjs/graphql';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { CLIENT_FACTS, HELP_REQUESTS, VISIT_LIST } from '../consumers.js';
import { HelpQueries } from '../help/help.queries.js';
import { HandedOverVisits } from './handed-over-visits.js';

interface HandoverPreviewView {
  readonly __typename: 'HandoverPreview';
  readonly id: string;
  readonly helpRequests: number;
  readonly plannedVisits: number;
}

/** What visits and help know of a handover that the registry previews. */
@Resolver('HandoverPreview')
export class HandoverPreviewResolver {
  constructor(
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly visits: HandedOverVisits,
    private readonly scope: UnitScope,
  ) {}

  /** Null where the portfolio is another one here than where the preview was made: it is asked for again then. */
  @ScopedReference('HandoverPreview', 'helpRequests', 'plannedVisits')
  @ReadsFrom(CLIENT_FACTS, VISIT_LIST, HELP_REQUESTS, 'directory')
  previews(ids: readonly string[], context: RequestContext): Promise<(HandoverPreviewView | null)[]> {
    return Promise.all(ids.map((id) => this.preview(id, context)));
  }

  private async preview(id: string, { caller }: RequestContext): Promise<HandoverPreviewView | null> {
    const rmId = rmOfChoice(id);
    const mayAsk = caller.role === 'UNIT_HEAD' || caller.role === 'ADMIN';
    const kept = mayAsk && this.scope.canSeeStaff(caller, rmId) ? await this.clients.keptBy(rmId) : [];
    const clientIds = decodeChoice(id, kept);
    if (!clientIds) return null;
    const [helpRequests, plannedVisits] = await Promise.all([
      this.help.goingOn(rmId, clientIds),
      this.visits.planned(rmId, clientIds),
    ]);
    const counts = { helpRequests: helpRequests.length, plannedVisits: plannedVisits.length };
    return { __typename: 'HandoverPreview', id, ...counts };
  }
}
