import { Circle, Client as ClientAggregate } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve, type RecordedEvent } from '@hengxin/event-sourcing';
import { CommandHandler, deterministicId, EVENT_LOG, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { clientDecider, profileWithinReach } from '../client/client.decider.js';
import type { LinkClientInput, UnlinkClientInput } from '../client/client.inputs.js';
import { clientRejections } from '../client/client.rejections.js';
import type { Client, ClientEvent } from '../client/client.state.js';
import { type Registered, Registrar } from '../client/registrar.js';
import { type CircleCommand, circleDecider, type CircleEvent } from './circle.decider.js';
import { CircleQueries } from './circle.queries.js';
import { pairOf } from './circle.rules.js';

/** What a command on a circle brought about, with the client from whose side it was given. */
export type Linked =
  | (Omit<Extract<Registered, { accepted: true }>, 'events'> & {
      readonly events: readonly RecordedEvent<ClientEvent | CircleEvent>[];
    })
  | Extract<Registered, { accepted: false }>;

/**
 * Brings links to their streams. Two clients have one stream a relation, so that both sides change at once and none
 * twice; an outsider stands in the stream of the client, where all that is personal of the circle is the client's own.
 */
@Injectable()
export class CircleRegistrar {
  constructor(
    private readonly registrar: Registrar,
    private readonly commands: CommandHandler,
    private readonly circles: CircleQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async link(input: LinkClientInput, context: RequestContext): Promise<Linked> {
    const { clientId, relation, otherClientId, outsiderName, note = null } = input;
    if ((otherClientId == null) === (outsiderName == null))
      return { accepted: false, rejection: clientRejections.LINK_NEEDS_ONE().rejection };
    if (otherClientId == null) {
      const linkId = deterministicId('outsider', context.caller.id, input.commandId);
      const facts = { clientId, linkId, relation, name: outsiderName!, note };
      return this.registrar.person(input, (given) => ({ type: 'LinkOutsider', data: { ...given, ...facts } }), context);
    }
    const given = this.registrar.given(context);
    const pair = pairOf({ clientId, otherClientId, relation });
    const linkId = deterministicId('circle', pair.clientId, pair.otherClientId, pair.relation);
    const [client, other] = await this.clients([clientId, otherClientId]);
    const links = await this.circles.largest([clientId, otherClientId]);
    const command: CircleCommand = {
      type: 'LinkClients',
      data: {
        now: given.now,
        today: given.today,
        linkId,
        clientId,
        otherClientId,
        relation,
        note,
        links,
        known: profileWithinReach(given, client!) !== null,
        otherKnown: profileWithinReach(given, other!) !== null,
      },
    };
    return this.pair(linkId, command, input, client!, context);
  }

  async unlink(input: UnlinkClientInput, context: RequestContext): Promise<Linked> {
    const { clientId, linkId } = input;
    const recorded = await this.log.read(Circle.stream(linkId));
    if (recorded.length === 0)
      return this.registrar.person(
        input,
        (given) => ({ type: 'UnlinkOutsider', data: { ...given, clientId, linkId } }),
        context,
      );
    const given = this.registrar.given(context);
    const [client] = await this.clients([clientId]);
    const known = profileWithinReach(given, client!) !== null;
    const command: CircleCommand = {
      type: 'UnlinkClients',
      data: { now: given.now, today: given.today, linkId, clientId, known },
    };
    return this.pair(linkId, command, input, client!, context);
  }

  private async pair(
    linkId: string,
    command: CircleCommand,
    input: { readonly commandId: string },
    client: Client,
    context: RequestContext,
  ): Promise<Linked> {
    const result = await this.commands.execute({
      aggregate: Circle,
      decider: circleDecider,
      id: linkId,
      command,
      commandId: input.commandId,
      input: { command: command.type, ...input },
      context,
    });
    return result.accepted ? { ...result, state: client, current: client } : result;
  }

  /** As their streams tell, in the order of the ids. */
  private async clients(ids: readonly string[]): Promise<Client[]> {
    const recorded = await this.log.readMany([...new Set(ids.map((id) => ClientAggregate.stream(id)))]);
    return ids.map((id) => evolve(clientDecider, recorded.get(ClientAggregate.stream(id)) ?? []));
  }
}
