import { ClientGifts, GiftReturned, GiftStock, GiftStockTaken } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { eventIsOf, evolve } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import { Clock, CommandHandler, type CommandResult, EVENT_LOG, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { CLIENT_FACTS } from '../consumers.js';
import { StartedVisits } from '../visit/started-visits.js';
import { clientGiftsDecider, type ClientGiftsCommand, type ClientGiftsState } from './client-gifts.decider.js';
import { GiftBook } from './gift-book.js';
import { bookOf, newGiftId, stockIdOf } from './gift-ids.js';
import { GiftShelf } from './gift-shelf.js';
import { giftStockDecider, type TakePiece } from './gift-stock.decider.js';
import type {
  ApproveGiftInput,
  HandOverGiftInput,
  IssueGiftInput,
  ReserveGiftInput,
  ReturnGiftInput,
} from './gift.inputs.js';
import type { Gift, GiftEvent } from './gift.rules.js';

export type GiftResult = CommandResult<Gift>;
type Given = { readonly commandId: string; readonly giftId: string };

const isTaken = eventIsOf([GiftStockTaken]);
const isReturned = eventIsOf([GiftReturned]);

/** Brings what is told of gifts to their streams: a piece is taken out of its stock first, and put back last. */
@Injectable()
export class GiftDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly book: GiftBook,
    private readonly shelf: GiftShelf,
    private readonly clients: ClientFactsQueries,
    private readonly heard: FactsHeard,
    private readonly visits: StartedVisits,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async reserve(input: ReserveGiftInput, context: RequestContext): Promise<GiftResult> {
    let told = await this.taking(input, context);
    if (!told.data.clientWithinReach || !told.data.clientIsOwn) {
      await this.heard.latest([CLIENT_FACTS]);
      told = await this.taking(input, context);
    }
    const taken = await this.commands.execute({
      aggregate: GiftStock,
      decider: giftStockDecider,
      id: told.data.stockId,
      command: told,
      commandId: input.commandId,
      input: { command: 'reserveGift', ...input },
      context,
    });
    if (!taken.accepted) return taken;
    const { data: piece } = taken.events.find(isTaken)!;
    const recorded = await this.book.record(piece);
    return giftIn(recorded, piece.giftId);
  }

  async approve({ approve, reason = null, ...given }: ApproveGiftInput, context: RequestContext): Promise<GiftResult> {
    const gift = await this.read(given.giftId);
    const { caller } = context;
    const isHeadAbove =
      caller.role === 'UNIT_HEAD' &&
      gift !== undefined &&
      gift.staffId !== caller.id &&
      this.scope.canSeeUnit(caller, gift.unitId);
    const data = { ...(await this.facts(given, gift, context)), approve, reason, isHeadAbove };
    const input = { command: 'approveGift', ...given, approve, reason };
    return this.settled(await this.execute({ type: 'DecideApproval', data }, given, input, context), given.giftId);
  }

  async issue(given: IssueGiftInput, context: RequestContext): Promise<GiftResult> {
    const data = await this.facts(given, await this.read(given.giftId), context);
    const input = { command: 'issueGift', ...given };
    return giftIn(await this.execute({ type: 'IssueGift', data }, given, input, context), given.giftId);
  }

  async handOver(asked: HandOverGiftInput, context: RequestContext): Promise<GiftResult> {
    const { how, visitId = null, at, ...given } = asked;
    const gift = await this.read(given.giftId);
    const named = visitId ?? gift?.visitId ?? null;
    const [facts, visit] = await Promise.all([
      this.facts(given, gift, context),
      named === null ? undefined : this.visits.read(named),
    ]);
    const hasStarted = visit !== undefined && ['STARTED', 'ENDED', 'REVIEWED'].includes(visit.state);
    const data = {
      ...{ ...facts, how, visitId, at: at ?? facts.now },
      visit: visit ? { clientId: visit.clientId, hasStarted } : null,
    };
    const input = { command: 'handOverGift', ...asked };
    const day = this.clock.dayOf(data.at);
    return giftIn(await this.execute({ type: 'HandOverGift', data }, given, input, context, day), given.giftId);
  }

  async giveBack({ reason = null, ...given }: ReturnGiftInput, context: RequestContext): Promise<GiftResult> {
    const data = { ...(await this.facts(given, await this.read(given.giftId), context)), reason };
    const input = { command: 'returnGift', ...given, reason };
    return this.settled(await this.execute({ type: 'ReturnGift', data }, given, input, context), given.giftId);
  }

  private async taking({ itemId, clientId, visitId = null, commandId }: ReserveGiftInput, { caller }: RequestContext) {
    const unitId = caller.unitId ?? '';
    const today = this.clock.today();
    const [facts, item, visit] = await Promise.all([
      this.clients.find(clientId),
      this.shelf.item(itemId),
      visitId === null ? undefined : this.visits.read(visitId),
    ]);
    const isOff = visit?.state === 'CANCELLED' || visit?.state === 'NO_SHOW';
    const data = {
      stockId: stockIdOf(itemId, unitId),
      itemId,
      unitId,
      now: this.clock.instant(),
      giftId: newGiftId(clientId, today, caller.id, commandId),
      clientId,
      callerId: caller.id,
      visitId,
      today,
      valueCents: item?.valueCents ?? null,
      clientWithinReach: facts !== undefined && this.scope.canSeeClient(caller, facts),
      clientIsOwn: this.scope.mayChangeClient(caller, facts?.rmId ?? null),
      visitFits: visitId === null || (visit?.clientId === clientId && !isOff),
    };
    return { type: 'TakePiece', data } satisfies TakePiece;
  }

  private async facts({ giftId }: Given, gift: Gift | undefined, { caller }: RequestContext) {
    const rmId = gift ? await this.clients.keeper(gift.clientId) : null;
    const withinReach =
      gift !== undefined && this.scope.canSeeContact(caller, { staffId: gift.staffId, unitId: gift.unitId, rmId });
    return {
      giftId,
      callerId: caller.id,
      now: this.clock.instant(),
      timeZone: this.clock.timeZone,
      withinReach,
    };
  }

  private async read(giftId: string): Promise<Gift | undefined> {
    const gifts = evolve(clientGiftsDecider, await this.log.read(ClientGifts.stream(bookOf(giftId))));
    return gifts[giftId];
  }

  private execute(
    command: ClientGiftsCommand,
    { giftId, commandId }: Given,
    input: object,
    context: RequestContext,
    businessDate?: string,
  ): Promise<CommandResult<ClientGiftsState, GiftEvent>> {
    return this.commands.execute({
      aggregate: ClientGifts,
      decider: clientGiftsDecider,
      id: bookOf(giftId),
      command,
      commandId,
      input,
      context,
      ...(businessDate && { businessDate }),
    });
  }

  /** What was returned is a piece of its stock again; the answer's position covers that. */
  private async settled(result: CommandResult<ClientGiftsState, GiftEvent>, giftId: string): Promise<GiftResult> {
    const event = result.accepted ? result.events.find(isReturned) : undefined;
    if (!event) return giftIn(result, giftId);
    const back = await this.book.putBack(event.data);
    return { ...giftIn(result, giftId), ...(back.accepted && back.position && { position: back.position }) };
  }
}

function giftIn(result: CommandResult<ClientGiftsState, GiftEvent>, giftId: string): GiftResult {
  if (!result.accepted) return result;
  return { ...result, state: result.state[giftId]!, current: result.current[giftId]! };
}
