import { randomUUID } from 'node:crypto';
import { Client as ClientAggregate, Handover, type PortfolioHandedOver } from '@hengxin/contracts';
import { encodePosition, NotYetVisible } from '@hengxin/event-bus';
import { comparePositions, type EventLog } from '@hengxin/event-log';
import { type DataOf, evolve, type Rejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  Database,
  deterministicId,
  DIRECTORY,
  EVENT_LOG,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { clientDecider, profileWithinReach } from '../client/client.decider.js';
import type { HandOverInput } from '../client/client.inputs.js';
import { type PortfolioWarning, portfolioWarning } from '../portfolio/assignment.rules.js';
import { commandKey } from '../portfolio/claimed-slots.js';
import { PortfolioDay } from '../portfolio/portfolio-day.js';
import { PortfolioSlots, type Slot } from '../portfolio/portfolio-slots.js';
import { roleForClients } from '../portfolio/staff-role.js';
import { type HandoverAsked, handoverDecider, handoverFaults } from './handover.decider.js';

export type HandedOver = DataOf<typeof PortfolioHandedOver>;
type Asked = Omit<HandOverInput, 'commandId'>;

/** How long a handover waits for the read model before its caller is asked to try again. */
const SETTLED_WITHIN_MS = 5_000;
/** Clients whose streams are written at the same time. */
const AT_ONCE = 50;

export interface HandoverFacts {
  readonly asked: HandoverAsked;
  /** Clients whom the other will keep. */
  readonly toPortfolio: number;
  /** All whom the one who gives keeps, in the order of their ids. */
  readonly kept: readonly string[];
}

/**
 * Hands clients over, all or none. The handover is one event in a stream of its own: with it all is decided. The
 * assignments follow at once in the streams of the clients, under ids that the handover makes: whatever breaks off in
 * between, a consumer of the event carries them out.
 */
@Injectable()
export class Handovers {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    private readonly places: PortfolioSlots,
    private readonly day: PortfolioDay,
    private readonly database: Database,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Answers what was handed over, once every client is; and the portfolio that is large by now. */
  async handOver(
    input: HandOverInput,
    context: RequestContext,
  ): Promise<
    | { readonly handedOver: HandedOver; readonly position: string; readonly warning: PortfolioWarning | undefined }
    | Extract<CommandResult<unknown>, { accepted: false }>
  > {
    const handoverId = deterministicId('handover', context.caller.id, input.commandId);
    const facts = await this.facts(input, context);
    const slots = facts.asked.clients.map(({ clientId }): Slot => ({
      command: commandKey(context.caller.id, commandIdOf(handoverId, clientId)),
      rmId: input.toRmId,
      clientId,
    }));
    const claim = randomUUID();
    const mayBe = handoverFaults(facts.asked).length === 0;
    const isFull = mayBe && (await this.places.claim(claim, slots)).size > 0;
    const size = isFull ? await this.settledSize(input.toRmId) : facts.asked.portfolioSize;
    const result = await this.commands.execute({
      aggregate: Handover,
      decider: handoverDecider,
      id: handoverId,
      command: {
        type: 'HandOver',
        data: { ...facts.asked, portfolioSize: size, handoverId, now: this.clock.instant() },
      },
      commandId: input.commandId,
      input: { command: 'HandOver', ...input },
      context,
      businessDate: this.clock.today(),
    });
    const [event] = result.accepted ? result.events : [];
    if (!result.accepted || !event) {
      await this.giveBack(claim, slots);
      return result as Extract<CommandResult<unknown>, { accepted: false }>;
    }
    const position = await this.carryOut(event.data, context.caller.id, context, event.position);
    if (result.repeated) await this.giveBack(claim, slots);
    const warning = portfolioWarning(event.data.toRmId, facts.toPortfolio - 1);
    return { handedOver: event.data, position, warning };
  }

  /** What is known of a handover that somebody asks for, as the streams of its clients tell. */
  async facts(input: Asked, { caller }: RequestContext): Promise<HandoverFacts> {
    const { fromRmId, toRmId } = input;
    const today = this.clock.today();
    const from = input.from ?? today;
    const reach = caller.role === 'ADMIN' ? 'ALL' : this.scope.changeableRms(caller);
    const isWithin = (rmId: string) => reach === 'ALL' || reach.has(rmId);
    const kept = isWithin(fromRmId) ? await this.keptBy(fromRmId) : [];
    const chosen = [...new Set(input.clientIds ?? kept)].sort();
    const recorded = await this.log.readMany(chosen.map((id) => ClientAggregate.stream(id)));
    const clients = chosen.map((clientId) => {
      const client = evolve(clientDecider, recorded.get(ClientAggregate.stream(clientId)) ?? []);
      const isWithinReach = profileWithinReach({ reach, today }, client) !== null;
      return { clientId, isWithinReach, last: client.assignments.at(-1) ?? null };
    });
    // How many clients somebody out of reach keeps is nothing to be told.
    const size = isWithin(toRmId) ? ((await this.places.sizes([toRmId])).get(toRmId) ?? 0) : 0;
    const there = clients.filter(({ last }) => last?.rmId === toRmId).length;
    const role = roleForClients(this.directory, toRmId, from, today);
    const portfolioSize = Math.max(0, size - there);
    return {
      asked: {
        ...{ fromRmId, toRmId, from, clients, role, portfolioSize },
        mayTakeFrom: isWithin(fromRmId),
        mayGiveTo: isWithin(toRmId),
      },
      toPortfolio: portfolioSize + clients.length,
      kept,
    };
  }

  /**
   * Carries out what was decided, in the name of who decided it; done again, it finds it done. Answers a token of the
   * last of its events.
   */
  async carryOut(
    { handoverId, fromRmId, toRmId, clientIds, from }: HandedOver,
    actor: string,
    context: Omit<RequestContext, 'caller'> | object,
    decidedAt: string,
  ): Promise<string> {
    let last = decidedAt;
    for (let at = 0; at < clientIds.length; at += AT_ONCE) {
      const results = await Promise.all(
        clientIds.slice(at, at + AT_ONCE).map((clientId) =>
          this.commands.execute({
            aggregate: ClientAggregate,
            decider: clientDecider,
            id: clientId,
            command: { type: 'TakeOver', data: { clientId, fromRmId, toRmId, from } },
            commandId: commandIdOf(handoverId, clientId),
            input: { command: 'TakeOver', handoverId, clientId },
            context: { ...context, caller: { id: actor } },
          }),
        ),
      );
      for (const result of results) {
        // Others write to the stream all the time: the consumer of the handover tries again.
        if (!result.accepted) throw QueryRefused.of({ rejection: result.rejection } as Rejected);
        for (const { position } of result.events) if (comparePositions(position, last) > 0) last = position;
      }
    }
    return encodePosition({ position: last });
  }

  private async keptBy(rmId: string): Promise<string[]> {
    await this.settled(rmId);
    await this.day.reached();
    const rows = await this.database.query<{ id: string }>(KEPT_BY, [rmId], 'kept-by');
    return rows.map(({ id }) => id);
  }

  private async settledSize(rmId: string): Promise<number> {
    return (await this.settled(rmId)).get(rmId) ?? 0;
  }

  private async settled(rmId: string): Promise<Map<string, number>> {
    try {
      return await this.places.settledSizes([rmId], SETTLED_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }

  private giveBack(claim: string, slots: readonly Slot[]): Promise<void> {
    return this.places.release(
      claim,
      slots.map(({ command }) => command),
    );
  }
}

/** The id under which a client of a handover is assigned, the same for all who carry it out. */
function commandIdOf(handoverId: string, clientId: string): string {
  return `${handoverId}.${clientId}`;
}

const KEPT_BY = 'select client_id as id from client where rm_id = $1 order by client_id';
