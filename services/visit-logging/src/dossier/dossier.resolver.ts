import { Allow, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT_DOSSIERS, CONTACT_LIST, CONTACT_UNITS, SHOWN_VISIT } from '../consumers.js';
import { VisitPreparations } from '../visit/visit-preparations.js';
import { Dossiers, type DossierView } from './dossiers.js';

/** The API of dossiers: it translates, and decides nothing. */
@Resolver('VisitDossier')
export class DossierResolver {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly preparations: VisitPreparations,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SHOWN_VISIT, CONTACT_LIST, CONTACT_UNITS, CLIENT_DOSSIERS)
  visitDossier(@Args('visitId') visitId: string, @Context() context: RequestContext): Promise<DossierView> {
    return this.dossiers.of(visitId, context);
  }

  @ResolveField()
  async parts(@Parent() { visit }: DossierView): Promise<readonly object[]> {
    return (await this.preparations.of(visit.stored)).parts;
  }
}
