import type { CircleRelation } from '@hengxin/contracts';
import { type RequestContext, sharedIn } from '@hengxin/service-kit';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ClientView } from '../client/client.view.js';
import { ClientViews } from '../client/client.views.js';
import { Gathered } from '../client/gathered.js';
import { type CircleLink, withLinkNews } from './circle-links.js';
import { CircleQueries } from './circle.queries.js';

interface CircleLinkView {
  readonly id: string;
  readonly relation: CircleRelation;
  readonly client: ClientView | null;
  readonly outsiderName: string | null;
  readonly note: string | null;
}

/** The circle of a client, for those who see all of the client. */
@Resolver('Client')
export class CircleResolver {
  constructor(
    private readonly circles: CircleQueries,
    private readonly views: ClientViews,
  ) {}

  @ResolveField()
  async circle(@Parent() view: ClientView, @Context() context: RequestContext): Promise<CircleLinkView[]> {
    if (view.sight !== 'WHOLE') return [];
    const stored = await sharedIn(context, this.circles, () => new Gathered((ids) => this.read(ids))).of(view.id);
    const links = withLinkNews(stored, view.id, view.told);
    const others = links.flatMap(({ otherClientId }) => otherClientId ?? []);
    const known = new Map((await this.views.ofIds(others, context.caller)).map((other) => [other?.id, other]));
    return links.map((link) => linkView(link, known.get(link.otherClientId ?? undefined)));
  }

  private async read(clientIds: readonly string[]): Promise<(clientId: string) => readonly CircleLink[]> {
    const links = await this.circles.of(clientIds);
    return (clientId) => links.get(clientId) ?? [];
  }
}

/**
 * A client out of the caller's sight is left out of the link, and so is the note, which may tell who it is: what is
 * left says no more than that there is such a relation.
 */
function linkView({ linkId: id, relation, ...link }: CircleLink, other: ClientView | null | undefined): CircleLinkView {
  if (link.otherClientId === null)
    return { id, relation, client: null, outsiderName: link.outsiderName, note: link.note };
  const client = other && other.sight !== 'REFERENCE' ? other : null;
  return { id, relation, client, outsiderName: null, note: client && link.note };
}
