import { dossierIdOf } from '@hengxin/contracts';
import { type Caller, UnitScope } from '@hengxin/identity';
import { Clock, QueryRefused, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { ContactLists } from '../contact/contact-lists.js';
import type { ContactView } from '../contact/contact.view.js';
import { HelpQueries } from '../help/help.queries.js';
import { VisitLists } from '../visit/visit-lists.js';
import { visitRejections } from '../visit/visit.rejections.js';
import { isAhead } from '../visit/visit.rules.js';
import type { ReviewView, VisitView } from '../visit/visit.view.js';
import type { StoredVisit } from '../visit/visits.queries.js';
import { type ClientDossier, DossierQueries } from './dossier.queries.js';
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

/** Contacts of the client that a dossier shows. */
const CONTACTS = 5;

/**
 * Dossiers of visits (rule 8), from what this service has heard. Who sees a visit sees its dossier; what is the
 * client's own, as what they have, is for those who see the client, and what cannot be masked for those who know the
 * client by name. What is not to be talked about is for whoever goes there as well, until they have been there.
 */
@Injectable()
export class Dossiers {
  constructor(
    private readonly queries: DossierQueries,
    private readonly visits: VisitLists,
    private readonly contacts: ContactLists,
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** Throws QueryRefused with VISIT_UNKNOWN for a visit that the caller may not see, as for one that is not there. */
  async of(visitId: string, { caller, language }: RequestContext): Promise<DossierView> {
    const visit = await this.visits.one(visitId, caller);
    if (!visit) throw QueryRefused.of(visitRejections.VISIT_UNKNOWN({ visitId }, ['visitId']));
    const { clientId } = visit.stored;
    const [heard, lastVisits, lastReviewed, contacts, seesClient] = await Promise.all([
      this.queries.ofClient(clientId),
      this.queries.lastVisits(clientId, visitId),
      this.queries.lastReviewed(clientId, visitId),
      this.contacts.ofClient(clientId, CONTACTS, null, caller),
      this.seesClient(clientId, caller),
    ]);
    return {
      __typename: 'VisitDossier',
      id: dossierIdOf(clientId, visitId),
      visit,
      client: visit.client,
      lastVisits: this.shown(lastVisits, caller),
      lastContacts: contacts.edges.map(({ node }) => node),
      openPromises: seesClient ? openPromises(heard.promised, heard.since) : [],
      lastReview: this.shown(lastReviewed ? [lastReviewed] : [], caller)[0]?.review ?? null,
      avoid: visit.showsTexts && (seesClient || isAhead(visit.stored, this.clock.today())) ? heard.taboos : [],
      suggestedGoals: visit.showsTexts && seesClient ? this.suggested(heard, language) : [],
    };
  }

  private suggested(heard: ClientDossier, language: RequestContext['language']): DossierView['suggestedGoals'] {
    return suggestedGoals(heard, this.clock.today(), language).map((goal) => ({ ...goal, achieved: null }));
  }

  private shown(visits: readonly StoredVisit[], caller: Caller): VisitView[] {
    return visits.flatMap((visit) => this.visits.ofStored(visit, caller) ?? []);
  }

  private async seesClient(clientId: string, caller: Caller): Promise<boolean> {
    const [rmId, helperIds] = await Promise.all([this.clients.keeper(clientId), this.help.helpersOf(clientId)]);
    return this.scope.canSeeClient(caller, { rmId, helperIds });
  }
}
