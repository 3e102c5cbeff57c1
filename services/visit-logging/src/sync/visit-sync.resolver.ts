import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, type Payload, refused, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { SYNCED_AT_MOST } from './sync.rules.js';
import { type SyncedInput, type SyncedPayload, VisitSync } from './visit-sync.js';

/** What each command holds is looked at command by command, so that one that is wrong holds up no other. */
const SyncVisitsInput = z.object({ commands: z.array(z.looseObject({})).min(1).max(SYNCED_AT_MOST) });

type SyncVisitsPayload = Payload & { readonly results: readonly SyncedPayload[] };

/** The API of what was done without a network: it translates, and decides nothing. */
@Resolver()
export class VisitSyncResolver {
  constructor(private readonly sync: VisitSync) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async syncVisits(@Args('input') given: unknown, @Context() context: RequestContext): Promise<SyncVisitsPayload> {
    const input = parseInput(SyncVisitsInput, given);
    if (isRejected(input)) return { ...refused(input.rejection, context), results: [] };
    const results = await this.sync.carryOut(input.commands as readonly SyncedInput[], context);
    const position = results.findLast((result) => result.position !== null)?.position ?? null;
    return { results, errors: [], position };
  }
}
