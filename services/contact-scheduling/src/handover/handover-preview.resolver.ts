import { decodeChoice, rmOfChoice } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import { Clock, ReadsFrom, type RequestContext, ScopedReference } from '@hengxin/service-kit';
import { Resolver } from '@nestjs/graphql';
import { CLIENT_FACTS, CONTACTS, DIRECTORY_CONSUMER, PLAN_ITEMS } from '../consumers.js';
import { HandoverPreviewQueries } from './handover-preview.queries.js';

interface HandoverPreviewView {
  readonly __typename: 'HandoverPreview';
  readonly id: string;
  readonly promises: number;
  readonly openItems: number;
}

/** What plans and promises know of a handover that the registry previews. */
@Resolver('HandoverPreview')
export class HandoverPreviewResolver {
  constructor(
    private readonly queries: HandoverPreviewQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** Null where the portfolio is another one here than where the preview was made: it is asked for again then. */
  @ScopedReference('HandoverPreview', 'promises', 'openItems')
  @ReadsFrom(CLIENT_FACTS, CONTACTS, PLAN_ITEMS, DIRECTORY_CONSUMER)
  previews(ids: readonly string[], context: RequestContext): Promise<(HandoverPreviewView | null)[]> {
    return Promise.all(ids.map((id) => this.preview(id, context)));
  }

  private async preview(id: string, { caller }: RequestContext): Promise<HandoverPreviewView | null> {
    const rmId = rmOfChoice(id);
    const today = this.clock.today();
    const mayAsk = caller.role === 'UNIT_HEAD' || caller.role === 'ADMIN';
    const kept = mayAsk && this.scope.canSeeStaff(caller, rmId) ? await this.queries.kept(rmId, today) : [];
    const clientIds = decodeChoice(id, kept);
    if (!clientIds) return null;
    const [promises, openItems] = await Promise.all([
      this.queries.promises(clientIds, today),
      this.queries.openItems(rmId, clientIds, today),
    ]);
    return { __typename: 'HandoverPreview', id, promises, openItems };
  }
}
