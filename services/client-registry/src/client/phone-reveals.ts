import { Clock, Database, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PhoneReveal } from './phone-reveal.entity.js';

/** The record of who saw which phone number unmasked. */
@Injectable()
export class PhoneReveals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Resolves once they are on record: only then may the numbers be shown. */
  async record(
    clientIds: readonly string[],
    { caller, correlationId }: Pick<RequestContext, 'caller' | 'correlationId'>,
  ): Promise<void> {
    const common = { revealedTo: caller.id, role: caller.role, revealedAt: this.clock.instant(), correlationId };
    await this.database.dataSource
      .getRepository(PhoneReveal)
      .insert(clientIds.map((clientId) => ({ clientId, ...common })));
  }
}
