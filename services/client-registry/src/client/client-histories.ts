import { Client as ClientAggregate } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { EVENT_LOG, type RequestContext, sharedIn } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { clientDecider } from './client.decider.js';
import type { Client } from './client.state.js';
import { Gathered } from './gathered.js';

/** Every word on consent and every keeper, in the order of their days. */
export type ClientHistory = Pick<Client, 'consents' | 'assignments'>;

/**
 * Histories out of the log, since the read model keeps what holds today alone. A call reads the stream of a client
 * once.
 */
@Injectable()
export class ClientHistories {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  of(clientId: string, context: RequestContext): Promise<ClientHistory> {
    return sharedIn(context, this, () => new Gathered((ids) => this.read(ids))).of(clientId);
  }

  /**
   * Before each command of a call: they are carried out one after the other, and what was read before one is old after
   * it.
   */
  forget({ shared }: RequestContext): void {
    shared.delete(this);
  }

  private async read(clientIds: readonly string[]): Promise<(clientId: string) => ClientHistory> {
    const recorded = await this.log.readMany(clientIds.map((id) => ClientAggregate.stream(id)));
    const histories = new Map(
      clientIds.map((id) => [id, evolve(clientDecider, recorded.get(ClientAggregate.stream(id)) ?? [])]),
    );
    return (clientId) => histories.get(clientId)!;
  }
}
