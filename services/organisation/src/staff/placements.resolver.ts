import { isRejected } from '@hengxin/event-sourcing';
import type { Directory } from '@hengxin/identity';
import {
  Allow,
  Clock,
  connection,
  type Connection,
  decodeCursor,
  DIRECTORY,
  pageSize,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Proposal } from './staff.decider.js';
import { Proposals } from '../second-word/proposals.js';
import { proposals } from '../second-word/proposals.projection.js';
import { ProposedPlacementView } from '../organisation/organisation.views.js';
import { People } from '../organisation/people.js';
import { ApprovePlacementsInput, ImportId, PlacementWordInput } from './placement.inputs.js';
import { staffNames } from './staff-names.projection.js';
import { proposalAnswered, SecondWord } from '../second-word/second-word.js';

export type PlacementPayload = Payload & { readonly placement?: ProposedPlacementView };
export type PlacementsPayload = Payload & { readonly placements: readonly ProposedPlacementView[] };

/** The second word on placements that give wide rights. */
@Resolver()
export class PlacementsResolver {
  constructor(
    private readonly secondWord: SecondWord,
    private readonly proposals: Proposals,
    private readonly people: People,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('ADMIN')
  @ReadsFrom(proposals.consumer, staffNames.consumer, 'directory')
  async placementsAwaiting(
    @Args('importId') importId: string | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
  ): Promise<Connection<ProposedPlacementView>> {
    const size = pageSize(first, 50);
    const file = parseInput(ImportId, importId, ['importId']);
    if (isRejected(file)) throw QueryRefused.of(file);
    const rows = await this.proposals.awaiting(size + 1, placeOf(after), file ?? undefined);
    const shown = await this.views(rows);
    return connection(
      rows,
      { first: size, after },
      ({ staffId, proposal }) => [staffId, proposal],
      (row) => shown[rows.indexOf(row)]!,
    );
  }

  @Mutation()
  @Allow('ADMIN')
  approvePlacement(@Args('input') input: unknown, @Context() context: RequestContext): Promise<PlacementPayload> {
    return this.say('ApprovePlacement', input, context);
  }

  @Mutation()
  @Allow('ADMIN')
  declinePlacement(@Args('input') input: unknown, @Context() context: RequestContext): Promise<PlacementPayload> {
    return this.say('DeclinePlacement', input, context);
  }

  @Mutation()
  @Allow('ADMIN')
  async approvePlacements(
    @Args('input') input: unknown,
    @Context() context: RequestContext,
  ): Promise<PlacementsPayload> {
    const parsed = parseInput(ApprovePlacementsInput, input);
    if (isRejected(parsed)) return { ...refused(parsed.rejection, context), placements: [] };
    const said = await this.secondWord.approveAll(parsed, context);
    const held = said.filter((result) => result.accepted);
    const errors = said.flatMap((result, i) =>
      result.accepted ? [] : refused({ ...result.rejection, field: ['input', 'ids', String(i)] }, context).errors,
    );
    const placements = await this.views(held.map(proposalAnswered));
    return { placements, errors, position: held.at(-1)?.position ?? null };
  }

  private async say(
    type: 'ApprovePlacement' | 'DeclinePlacement',
    input: unknown,
    context: RequestContext,
  ): Promise<PlacementPayload> {
    const parsed = parseInput(PlacementWordInput, input);
    if (isRejected(parsed)) return refused(parsed.rejection, context);
    const result = await this.secondWord.say(type, parsed, context);
    if (!result.accepted) return refused(result.rejection, context);
    const [placement] = await this.views([proposalAnswered(result)]);
    return payloadOf(result, context, () => ({ ...(placement && { placement }) }));
  }

  /** With the names of those who proposed them, asked for together. */
  private async views(rows: readonly Proposal[]): Promise<readonly ProposedPlacementView[]> {
    const proposers = await this.people.of(rows.map(({ proposedBy }) => proposedBy));
    const today = this.clock.today();
    return rows.map((row, i) => new ProposedPlacementView(row, this.directory.tree, today, proposers[i] ?? null));
  }
}

/** The place behind which a page begins. */
function placeOf(after: string | null): readonly [string, number] | undefined {
  const cursor = decodeCursor(after, 2);
  if (!cursor) return undefined;
  const [staffId, proposal] = cursor;
  if (typeof staffId === 'string' && Number.isInteger(proposal) && Number(proposal) <= 2_147_483_647)
    return [staffId, Number(proposal)];
  throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
}
