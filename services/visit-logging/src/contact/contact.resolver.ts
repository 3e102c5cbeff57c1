import { isRejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  type Connection,
  COVERS_CONSUMER,
  DIRECTORY,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  ScopedReference,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { CLIENT_FACTS, CONTACT_LIST, SHOWN } from '../consumers.js';
import { ContactFeed } from './contact-feed.js';
import { type ContactFilter, ContactFilterIds, LogContactInput } from './contact.inputs.js';
import { ContactLists } from './contact-lists.js';
import { ContactLogbook } from './contact-logbook.js';
import { type ContactView, viewOfContact } from './contact.view.js';
import { ContactViews } from './contact-views.js';

interface LogContactPayload extends Payload {
  readonly contact?: ContactView;
  readonly planItem?: { readonly __typename: 'PlanItem'; readonly id: string } | null;
}

interface ContactsArgs {
  readonly filter?: ContactFilter | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

@Resolver('Contact')
export class ContactResolver {
  constructor(
    private readonly logbook: ContactLogbook,
    private readonly lists: ContactLists,
    private readonly views: ContactViews,
    private readonly feed: ContactFeed,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async logContact(@Args('input') given: unknown, @Context() context: RequestContext): Promise<LogContactPayload> {
    const input = parseInput(LogContactInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { result, planItemId } = await this.logbook.log(input, context);
    if (!result.accepted) return refused(result.rejection, context);
    const stored = result.state!;
    const unitId = this.directory.tree.staff(stored.staffId, stored.businessDate)?.unitId ?? stored.unitId;
    return {
      contact: viewOfContact(stored, unitId, !this.scope.masksNames(context.caller)),
      planItem: planItemId === null ? null : { __typename: 'PlanItem', id: planItemId },
      errors: [],
      position: result.position,
    };
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CONTACT_LIST, CLIENT_FACTS, 'directory', COVERS_CONSUMER)
  contacts(@Args() args: ContactsArgs, @Context() context: RequestContext): Promise<Connection<ContactView>> {
    const filter = args.filter ?? {};
    const { clientId, staffId, unitId } = filter;
    const ids = parseInput(ContactFilterIds, { clientId, staffId, unitId }, ['filter']);
    if (isRejected(ids)) throw QueryRefused.of(ids);
    return this.lists.list(filter, pageSize(args.first, 20), args.after, context.caller);
  }

  @Subscription('contactLogged', { resolve: (contact: ContactView) => contact })
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  contactLogged(
    @Args('unitId') unitId: string,
    @Context() context: RequestContext,
  ): AsyncIterableIterator<ContactView> {
    return this.feed.subscribe(unitId, context);
  }

  @ScopedReference(
    'Contact',
    ...(['client', 'staff', 'unit', 'channel', 'startedAt', 'endedAt', 'outcome', 'effective'] as const),
    ...(['late', 'loggedAt', 'notes', 'followUpOn'] as const),
  )
  @ReadsFrom(...SHOWN)
  byIds(ids: readonly string[], { caller }: RequestContext): Promise<(ContactView | null)[]> {
    return this.views.ofIds(ids, caller);
  }
}
