import { type BusinessDate, Client as ClientAggregate, instantOf, singleFacts } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  type CommandAnswer,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PORTFOLIO_SOFT_LIMIT, type PortfolioWarning, portfolioWarning } from '../portfolio/assignment.rules.js';
import type { ClientCommand, Given, PersonCommand, Placement } from './client.commands.js';
import { clientDecider } from './client.decider.js';
import type { Client, ClientEvent } from './client.state.js';
import { DEFAULT_CONTACTS_A_YEAR } from './profile.rules.js';
import { commandKey } from '../portfolio/claimed-slots.js';
import { type AskedAlong, type ClaimedSlot, type Slot, PortfolioSlots } from '../portfolio/portfolio-slots.js';
import { roleForClients } from '../portfolio/staff-role.js';
import type {
  AssignClientInput,
  ChangeClientProfileInput,
  RecordConsentInput,
  RegisterClientInput,
} from './client.inputs.js';

/**
 * How long a command near the limit of a portfolio waits for the read model before its caller is asked to try again.
 */
const SETTLED_WITHIN_MS = 5_000;

export type Registered = CommandResult<Client, ClientEvent> & {
  /**
   * Clients beside this one in the portfolio that a command was to put it in, where they may be more than the soft
   * limit; else 0.
   */
  readonly others?: number;
};

/** What a command brought about, fact by fact. */
export function factsOf(result: Extract<Registered, { accepted: true }>): readonly ClientEvent[] {
  return singleFacts(result.events) as unknown as readonly ClientEvent[];
}

/**
 * Brings inputs to the client's stream, with the facts its rules need: clock, reach of the caller, roles, portfolio
 * sizes.
 */
@Injectable()
export class Registrar {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    private readonly places: PortfolioSlots,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async register(input: RegisterClientInput, context: RequestContext): Promise<Registered> {
    const given = this.given(context);
    const rmId = input.rmId ?? (context.caller.role === 'RM' ? context.caller.id : null);
    const data = {
      ...given,
      clientId: input.id,
      name: input.name,
      phone: input.phone ?? null,
      tier: input.tier,
      interests: input.interests ?? [],
      preferredChannel: input.preferredChannel ?? null,
      birthday: input.birthday ?? null,
      contactsAYear: input.contactsAYear ?? DEFAULT_CONTACTS_A_YEAR,
      consents: input.consents ?? [],
    };
    const give = (placement: Placement | null, answered?: CommandAnswer | null) =>
      this.execute(input.id, { type: 'RegisterClient', data: { ...data, placement } }, input, context, {
        fresh: true,
        answered,
      });
    if (rmId === null) return give(null);
    return this.inPlace({ rmId, clientId: input.id }, input.commandId, given.today, context, give);
  }

  async changeProfile(input: ChangeClientProfileInput, context: RequestContext): Promise<Registered> {
    const { commandId: _, clientId, ...changes } = input;
    return this.execute(
      clientId,
      { type: 'ChangeProfile', data: { ...this.given(context), clientId, changes } },
      input,
      context,
    );
  }

  async recordConsent(input: RecordConsentInput, context: RequestContext): Promise<Registered> {
    const receiptId = deterministicId('consent-receipt', context.caller.id, input.commandId);
    return this.execute(
      input.clientId,
      { type: 'RecordConsent', data: { ...this.given(context), ...input, receiptId } },
      input,
      context,
    );
  }

  async assign(input: AssignClientInput, context: RequestContext): Promise<Registered> {
    const given = this.given(context);
    const { clientId, rmId } = input;
    return this.inPlace(
      { rmId, clientId },
      input.commandId,
      input.from ?? given.today,
      context,
      (placement, answered) =>
        this.execute(clientId, { type: 'AssignClient', data: { ...given, clientId, placement } }, input, context, {
          answered,
        }),
    );
  }

  /** A command on a client within reach that asks for no more than its input. */
  person(
    input: { readonly commandId: string; readonly clientId: string },
    make: (given: Given) => PersonCommand,
    context: RequestContext,
  ): Promise<Registered> {
    return this.execute(input.clientId, make(this.given(context)), input, context);
  }

  /** What to mind about the assignment that a command brought about. */
  warningOf(result: Extract<Registered, { accepted: true }>): PortfolioWarning | undefined {
    const assigned = factsOf(result).find((event) => event.type === 'ClientAssigned')?.data;
    return assigned && portfolioWarning(assigned.rmId, result.others ?? 0);
  }

  /** `fresh`: the client is expected to be unknown. `answered`: what was looked up already. */
  private execute(
    id: string,
    command: ClientCommand,
    input: { commandId: string },
    context: RequestContext,
    {
      fresh = false,
      answered,
    }: { readonly fresh?: boolean; readonly answered?: CommandAnswer | null | undefined } = {},
  ): Promise<Registered> {
    return this.commands.execute({
      aggregate: ClientAggregate,
      decider: clientDecider,
      id,
      command,
      commandId: input.commandId,
      input: { command: command.type, ...input },
      context,
      fresh,
      ...(answered !== undefined && { answered }),
    });
  }

  given({ caller }: RequestContext): Given {
    const now = this.clock.now();
    const { timeZone } = this.clock;
    const visible = caller.role === 'ADMIN' ? 'ALL' : this.scope.changeableRms(caller);
    return { now: instantOf(now, timeZone), today: this.clock.dayOf(now), timeZone, reach: visible };
  }

  /**
   * Gives a command once a place in the portfolio is claimed for it, or is known not to be there, and takes back what
   * it didn't use.
   */
  private async inPlace(
    { rmId, clientId }: Omit<Slot, 'command'>,
    commandId: string,
    from: BusinessDate,
    { caller }: RequestContext,
    give: (placement: Placement, answered: CommandAnswer | null) => Promise<Registered>,
  ): Promise<Registered> {
    const place = { command: commandKey(caller.id, commandId), rmId, clientId };
    const { claim, fullAt, others, answered } = await this.claim(place, {
      actor: caller.id,
      commandId,
      above: PORTFOLIO_SOFT_LIMIT,
    });
    const role = roleForClients(this.directory, rmId, from, this.clock.today());
    const result = await give({ rmId, from, role, portfolioSize: fullAt ?? 0 }, answered);
    // What threw may have been stored or not: the projection knows, or the claim dies of old age.
    const stored = result.accepted && factsOf(result).find((event) => event.type === 'ClientAssigned')?.data;
    if (!stored) await this.places.release(claim, [place.command]);
    else if (result.repeated) await this.places.releaseOnceProjected(claim, place, stored.from);
    return { ...result, others };
  }

  /** A place, or the size of the portfolio that has none, once every event has been read that might have made room. */
  private async claim(place: Slot, along: AskedAlong): Promise<ClaimedSlot> {
    const first = await this.places.claimOne(place, along);
    if (first.fullAt === null) return first;
    await this.settled(place.rmId);
    return this.places.claimOne(place, along);
  }

  private async settled(rmId: string): Promise<void> {
    try {
      await this.places.settledSizes([rmId], SETTLED_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }
}
