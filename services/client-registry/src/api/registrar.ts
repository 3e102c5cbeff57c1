import { type BusinessDate, Client as ClientAggregate, instantOf, singleFacts } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import { type Directory, Scope } from '@hengxin/identity';
import {
  Clock,
  CommandRunner,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PORTFOLIO_SOFT_LIMIT, type PortfolioWarning, portfolioWarning } from '../domain/assignment.js';
import type { ClientCommand, Given, Placement } from '../domain/client.commands.js';
import { clientDecider } from '../domain/client.decider.js';
import type { Client, ClientEvent } from '../domain/client.state.js';
import { DEFAULT_CONTACTS_A_YEAR } from '../domain/profile.rules.js';
import { commandKey } from '../read-models/claimed-places.js';
import { type ClaimedPlace, type Place, PortfolioPlaces } from '../read-models/portfolio-places.js';
import { roleForClients } from '../read-models/staff-role.js';
import type { AssignClientInput, ChangeClientProfileInput, RecordConsentInput, RegisterClientInput } from './client.inputs.js';

/** How long a command near the limit of a portfolio waits for the read model before whoever gave it is asked to try again. */
const SETTLED_WITHIN_MS = 5_000;

export type Registered = CommandResult<Client, ClientEvent>;

/** What a command brought about, fact by fact. */
export function factsOf(result: Extract<Registered, { accepted: true }>): readonly ClientEvent[] {
  return singleFacts(result.events) as unknown as readonly ClientEvent[];
}

/** Brings inputs to the client's stream, with the facts its rules need: clock, reach of the caller, roles, portfolio sizes. */
@Injectable()
export class Registrar {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly scope: Scope,
    private readonly places: PortfolioPlaces,
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
    const give = (placement: Placement | null) =>
      this.execute(input.id, { type: 'RegisterClient', data: { ...data, placement } }, input, context, { fresh: true });
    if (rmId === null) return give(null);
    const place = { command: commandKey(context.caller.id, input.commandId), rmId, clientId: input.id };
    return this.inPlace(place, given.today, given, give);
  }

  async changeProfile(input: ChangeClientProfileInput, context: RequestContext): Promise<Registered> {
    const { commandId: _, clientId, ...changes } = input;
    return this.execute(clientId, { type: 'ChangeProfile', data: { ...this.given(context), clientId, changes } }, input, context);
  }

  async recordConsent(input: RecordConsentInput, context: RequestContext): Promise<Registered> {
    const receiptId = deterministicId('consent-receipt', context.caller.id, input.commandId);
    return this.execute(input.clientId, { type: 'RecordConsent', data: { ...this.given(context), ...input, receiptId } }, input, context);
  }

  async assign(input: AssignClientInput, context: RequestContext): Promise<Registered> {
    const given = this.given(context);
    const { clientId, rmId } = input;
    const place = { command: commandKey(context.caller.id, input.commandId), rmId, clientId };
    return this.inPlace(place, input.from ?? given.today, given, (placement) =>
      this.execute(clientId, { type: 'AssignClient', data: { ...given, clientId, placement } }, input, context),
    );
  }

  /** What to mind about the assignment that a command brought about. */
  async warningOf(result: Extract<Registered, { accepted: true }>): Promise<PortfolioWarning | undefined> {
    const assigned = factsOf(result).find((event) => event.type === 'ClientAssigned')?.data;
    if (!assigned) return undefined;
    return portfolioWarning(assigned.rmId, await this.places.sizeIfAbove(PORTFOLIO_SOFT_LIMIT, assigned.rmId, assigned.clientId));
  }

  /** `fresh`: the client is expected to be unknown. */
  private execute(
    id: string,
    command: ClientCommand,
    input: { commandId: string },
    context: RequestContext,
    { fresh = false } = {},
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
    });
  }

  private given({ caller }: RequestContext): Given {
    const now = this.clock.now();
    const { timeZone } = this.clock;
    const visible = caller.role === 'ADMIN' ? 'ALL' : this.scope.visibleRms(caller);
    return { now: instantOf(now, timeZone), today: this.clock.dayOf(now), timeZone, reach: visible };
  }

  /** Gives a command once a place in the portfolio is claimed for it, or is known not to be there, and takes back what it didn't use. */
  private async inPlace(
    place: Place,
    from: BusinessDate,
    { today }: Given,
    give: (placement: Placement) => Promise<Registered>,
  ): Promise<Registered> {
    const { rmId, command } = place;
    const { claim, fullAt } = await this.claim(place);
    const role = roleForClients(this.directory, rmId, from, today);
    const result = await give({ rmId, from, role, portfolioSize: fullAt ?? 0 });
    // What threw may have been stored or not: the projection knows, or the claim dies of old age.
    const stored = result.accepted && factsOf(result).find((event) => event.type === 'ClientAssigned')?.data;
    if (!stored) await this.places.release(claim, [command]);
    else if (result.repeated) await this.places.releaseOnceProjected(claim, place, stored.from);
    return result;
  }

  /** A place, or the size of the portfolio that has none, once everything has been heard that might have made room. */
  private async claim(place: Place): Promise<ClaimedPlace> {
    const first = await this.places.claimOne(place);
    if (first.fullAt === null) return first;
    await this.settled(place.rmId);
    return this.places.claimOne(place);
  }

  private async settled(rmId: string): Promise<void> {
    try {
      await this.places.settledSizes([rmId], SETTLED_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }
}
