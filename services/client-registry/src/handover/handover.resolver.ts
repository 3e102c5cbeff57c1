import { encodeChoice } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  messageOf,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RejectionView,
  type RequestContext,
  viewOf,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CLIENT } from '../client/client.projection.js';
import { HandOverInput } from '../client/client.inputs.js';
import { clientWarnings } from '../client/client.warnings.js';
import type { PortfolioWarning } from '../portfolio/assignment.rules.js';
import { handoverFaults } from './handover.decider.js';
import { type HandedOver, Handovers } from './handovers.js';

/** Refusals that a preview names at most: nobody mends more of them at a time. */
const REFUSALS_AT_MOST = 100;

interface StaffRef {
  readonly __typename: 'Staff';
  readonly id: string;
}

interface HandoverView {
  readonly id: string;
  readonly fromRm: StaffRef;
  readonly toRm: StaffRef;
  readonly from: string;
  readonly clients: number;
}

type HandOverPayload = Payload & {
  readonly handover?: HandoverView;
  readonly warnings: readonly RejectionView[];
};

interface HandoverPreviewView {
  readonly __typename: 'HandoverPreview';
  readonly id: string;
  readonly clients: number;
  readonly toPortfolio: number;
  readonly refusals: readonly RejectionView[];
}

@Resolver()
export class HandoverResolver {
  constructor(private readonly handovers: Handovers) {}

  @Mutation()
  @Allow('UNIT_HEAD', 'ADMIN')
  async handOver(@Args('input') given: unknown, @Context() context: RequestContext): Promise<HandOverPayload> {
    const input = parseInput(HandOverInput, given);
    if (isRejected(input)) return { ...refused(input.rejection, context), warnings: [] };
    const result = await this.handovers.handOver(input, context);
    if ('accepted' in result) return { ...refused(result.rejection, context), warnings: [] };
    const { handedOver, position, warning } = result;
    return { handover: viewOfHandover(handedOver), warnings: warningsOf(warning, context), errors: [], position };
  }

  @Query()
  @Allow('UNIT_HEAD', 'ADMIN')
  @ReadsFrom(CLIENT)
  async handoverPreview(
    @Args('fromRmId') fromRmId: string,
    @Args('toRmId') toRmId: string,
    @Args('clientIds') clientIds: readonly string[] | null,
    @Args('from') from: string | null,
    @Context() context: RequestContext,
  ): Promise<HandoverPreviewView> {
    const input = parseInput(HandOverInput, { commandId: 'preview', fromRmId, toRmId, clientIds, from });
    if (isRejected(input)) throw QueryRefused.of(input);
    const { asked, toPortfolio, kept } = await this.handovers.facts(input, context);
    const chosen = asked.clients.map(({ clientId }) => clientId);
    const faults = handoverFaults(asked).slice(0, REFUSALS_AT_MOST);
    return {
      __typename: 'HandoverPreview',
      id: encodeChoice(fromRmId, kept, new Set(chosen)),
      clients: chosen.length,
      toPortfolio,
      refusals: faults.map(({ rejection }) => viewOf(rejection, context.language)),
    };
  }
}

function viewOfHandover({ handoverId: id, fromRmId, toRmId, from, clientIds }: HandedOver): HandoverView {
  const staff = (staffId: string): StaffRef => ({ __typename: 'Staff', id: staffId });
  return { id, fromRm: staff(fromRmId), toRm: staff(toRmId), from, clients: clientIds.length };
}

function warningsOf(warning: PortfolioWarning | undefined, { language }: RequestContext): RejectionView[] {
  if (!warning) return [];
  const { code, rmId, size, limit } = warning;
  const { rejection } = clientWarnings[code]({ rmId, size, limit });
  return [{ code, field: rejection.field, message: messageOf(rejection, language) }];
}
