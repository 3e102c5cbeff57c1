import { dossierIdOf } from '@hengxin/contracts';
import { type Caller, UnitScope } from '@hengxin/identity';
import { Clock, QueryRefused, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ContactLists } from '../contact/contact-lists.js';
import { ContactViews } from '../contact/contact-views.js';
import type { ContactView } from '../contact/contact.view.js';
import { VisitLists } from '../visit/visit-lists.js';
import { visitRejections } from '../visit/visit.rejections.js';
import { isAhead } from '../visit/visit.rules.js';
import type { ReviewView, VisitView } from '../visit/visit.view.js';
import { type ClientDossier, CONTACTS_SHOWN, DossierQueries, type DossierFacts } from './dossier.queries.js';
import { openPromises } from './promise.rules.js';
import { type SuggestedGoal, suggestedGoals } from './suggested-goals.policy.js';

/** The dossier of a visit, but for its parts, which are those of the visit's preparation. */
export interface DossierView {
  readonly __typename: 'VisitDossier';
  readonly id: string;
  readonly visit: VisitView;
  readonly client: VisitView['client'];
  readonly lastVisits: readonly VisitView[];
  readonly lastContacts: readonly ContactView[];
  readonly openPromises: readonly string[];
  readonly lastReview: ReviewView | null;
  readonly avoid: readonly string[];
  readonly suggestedGoals: readonly (SuggestedGoal & { readonly achieved: null })[];
}

/** A visit that the caller may see, and what is known of it. */
interface Seen {
  readonly visit: VisitView;
  readonly facts: DossierFacts;
}

/**
 * Dossiers of visits (rule 8), from what this service has heard. Who sees a visit sees its dossier; what is the
 * client's own, as what they have, is for those who see the client, and what cannot be masked for those who know the
 * client by name. What is not to be talked about is for those who go there as well, until they have been there.
 */
@Injectable()
export class Dossiers {
  constructor(
    private readonly queries: DossierQueries,
    private readonly visits: VisitLists,
    private readonly contacts: ContactLists,
    private readonly contactViews: ContactViews,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** Throws QueryRefused with VISIT_UNKNOWN for a visit that the caller may not see, as for one that is not there. */
  async of(visitId: string, { caller, language }: RequestContext): Promise<DossierView> {
    const seen = await this.seen(visitId, caller);
    if (!seen) throw QueryRefused.of(visitRejections.VISIT_UNKNOWN({ visitId }, ['visitId']));
    const { visit, facts } = seen;
    const { keeping, heard, lastVisits, lastReviewed } = facts;
    const seesClient = this.scope.canSeeClient(caller, keeping);
    const shown = (all: DossierFacts['lastVisits']): VisitView[] =>
      all.flatMap((one) => this.visits.ofStored({ ...one, ...keeping }, caller) ?? []);
    return {
      __typename: 'VisitDossier',
      id: dossierIdOf(visit.client.id, visitId),
      visit,
      client: visit.client,
      lastVisits: shown(lastVisits),
      lastContacts: await this.lastContacts(visit.client.id, facts, caller),
      openPromises: seesClient ? openPromises(heard.promised, heard.since) : [],
      lastReview: shown(lastReviewed ? [lastReviewed] : [])[0]?.review ?? null,
      avoid: visit.showsTexts && (seesClient || isAhead(visit.stored, this.clock.today())) ? heard.taboos : [],
      suggestedGoals: visit.showsTexts && seesClient ? this.suggested(heard, language) : [],
    };
  }

  /** One that was planned a moment ago stands in the log alone. Undefined for what is unknown or not to be seen. */
  private async seen(visitId: string, caller: Caller): Promise<Seen | undefined> {
    const facts = await this.queries.ofVisit(visitId);
    if (facts.visit) {
      const visit = this.visits.ofStored({ ...facts.visit, ...facts.keeping }, caller);
      return visit ? { visit, facts } : undefined;
    }
    const visit = await this.visits.one(visitId, caller);
    return visit ? { visit, facts: await this.queries.ofVisit(visitId, visit.client.id) } : undefined;
  }

  /** Who does not see them for the client's sake gets the newest of those that they may see. */
  private async lastContacts(
    clientId: string,
    { keeping, lastContacts }: DossierFacts,
    caller: Caller,
  ): Promise<readonly ContactView[]> {
    if (this.scope.canSeeContact(caller, { ...keeping, staffId: '', unitId: '' }))
      return lastContacts.flatMap((one) => this.contactViews.ofStored(one, caller, keeping.helperIds) ?? []);
    const { edges } = await this.contacts.ofClient(clientId, CONTACTS_SHOWN, null, caller);
    return edges.map(({ node }) => node);
  }

  private suggested(heard: ClientDossier, language: RequestContext['language']): DossierView['suggestedGoals'] {
    return suggestedGoals(heard, this.clock.today(), language).map((goal) => ({ ...goal, achieved: null }));
  }
}
