import type { Context as ServiceName } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { stateFields } from '@hengxin/scalars';
import type { Type } from '@nestjs/common';
import { Args, Context, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, ReadsFrom } from '../graphql/allow.js';
import { parseInput } from '../graphql/input.js';
import { type Payload, refused } from '../graphql/payload.js';
import type { RequestContext } from '../graphql/request-context.js';
import { ParkedCommands, type Settled, type Settling } from './parked-commands.js';
import { ReleaseParkedInput, SkipParkedInput } from './parked.inputs.js';
import { type ParkedAsked, ServiceState } from './service-state.js';

type Answer = Payload & Partial<Settled>;

/** The fields by which a service is run, under the service's own names. */
export function serviceStateResolver(service: ServiceName): Type {
  const { query, release, skip } = stateFields(service);

  @Resolver('ServiceState')
  class ServiceStateResolver {
    constructor(
      private readonly state: ServiceState,
      private readonly commands: ParkedCommands,
    ) {}

    @Query(query)
    @Allow('ADMIN')
    @ReadsFrom()
    ofService() {
      return { name: service };
    }

    @ResolveField('consumers')
    consumers() {
      return this.state.consumers();
    }

    @ResolveField('parkedEvents')
    parkedEvents(@Args() asked: ParkedAsked) {
      return this.state.parkedEvents(asked);
    }

    @Mutation(release)
    @Allow('ADMIN')
    async release(@Args('input') input: unknown, @Context() context: RequestContext): Promise<Answer> {
      const parsed = parseInput(ReleaseParkedInput, input);
      if (isRejected(parsed)) return refused(parsed.rejection, context);
      return answerOf(await this.commands.release(context.caller.id, parsed), context);
    }

    @Mutation(skip)
    @Allow('ADMIN')
    async skip(@Args('input') input: unknown, @Context() context: RequestContext): Promise<Answer> {
      const parsed = parseInput(SkipParkedInput, input);
      if (isRejected(parsed)) return refused(parsed.rejection, context);
      return answerOf(await this.commands.skip(context.caller.id, parsed), context);
    }
  }
  return ServiceStateResolver;
}

function answerOf(settling: Settling, context: RequestContext): Answer {
  return 'rejection' in settling ? refused(settling.rejection, context) : { ...settling, errors: [], position: null };
}
