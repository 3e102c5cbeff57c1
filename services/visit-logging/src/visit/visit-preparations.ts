import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ClientPartsQueries } from '../client-facts/client-parts.queries.js';
import { preparationOf, type Preparation } from './visit.rules.js';
import type { Visit } from './visit.state.js';

interface ShownPart extends Omit<Preparation['parts'][number], 'refreshedBy'> {
  readonly refreshedBy: { readonly __typename: 'Staff'; readonly id: string } | null;
}

/** How visits are prepared, as the schema has it: frozen once one has started. */
@Injectable()
export class VisitPreparations {
  constructor(
    private readonly parts: ClientPartsQueries,
    private readonly clock: Clock,
  ) {}

  async of(visit: Visit): Promise<{ readonly now: Preparation; readonly parts: readonly ShownPart[] }> {
    const now = await this.preparationNow(visit);
    const parts = now.parts.map(({ refreshedBy, ...part }) => ({
      ...part,
      refreshedBy: refreshedBy === null ? null : { __typename: 'Staff' as const, id: refreshedBy },
    }));
    return { now, parts };
  }

  private async preparationNow({ started, goal, clientId }: Visit): Promise<Preparation> {
    if (started) return started;
    const parts = await this.parts.find(clientId);
    return preparationOf(goal, parts, this.clock.today(), (moment) => this.clock.dayOf(moment));
  }
}
