import { type Connection, pageSize, type RequestContext, ScopedReference } from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ContactLists } from './contact-lists.js';
import type { ContactView } from './contact.view.js';

/** The contacts of a client whom another service shows. */
@Resolver('Client')
export class ClientContactsResolver {
  constructor(private readonly lists: ContactLists) {}

  /** A client is no more than an id here; which of the contacts are seen is decided contact by contact. */
  @ScopedReference('Client')
  async references(ids: readonly string[], _context: RequestContext): Promise<{ __typename: string; id: string }[]> {
    return ids.map((id) => ({ __typename: 'Client', id }));
  }

  @ResolveField()
  contacts(
    @Parent() { id }: { readonly id: string },
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<ContactView>> {
    return this.lists.ofClient(id, pageSize(first, 10), after, caller);
  }
}
