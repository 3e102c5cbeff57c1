import { type BusinessDate, Client as ClientAggregate, instantOf } from '@hengxin/contracts';
import { type Directory, Scope } from '@hengxin/identity';
import { Clock, CommandRunner, type CommandResult, deterministicId, DIRECTORY, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type PortfolioWarning, portfolioWarning } from '../domain/assignment.js';
import type { ClientCommand, Given, Placement } from '../domain/client.commands.js';
import { clientDecider } from '../domain/client.decider.js';
import type { Client, ClientEvent } from '../domain/client.state.js';
import { DEFAULT_CONTACTS_A_YEAR } from '../domain/profile.rules.js';
import { ClientsQueries } from '../read-models/clients.queries.js';
import { roleForClients } from '../read-models/staff-role.js';
import type { AssignClientInput, ChangeClientProfileInput, RecordConsentInput, RegisterClientInput } from './client.inputs.js';

export type Registered = CommandResult<Client, ClientEvent>;

/** Brings inputs to the client's stream, with the facts its rules need: clock, reach of the caller, roles, portfolio sizes. */
@Injectable()
export class Registrar {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly scope: Scope,
    private readonly queries: ClientsQueries,
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
      placement: rmId === null ? null : await this.placement(input.id, rmId, given.today, given.today),
    };
    return this.execute(input.id, { type: 'RegisterClient', data }, input, context);
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
    const placement = await this.placement(input.clientId, input.rmId, input.from ?? given.today, given.today);
    return this.execute(input.clientId, { type: 'AssignClient', data: { ...given, clientId: input.clientId, placement } }, input, context);
  }

  /** What to mind about the assignment that a command brought about. */
  async warningOf(events: readonly ClientEvent[]): Promise<PortfolioWarning | undefined> {
    const assigned = events.find((event) => event.type === 'ClientAssigned')?.data;
    if (!assigned) return undefined;
    const sizes = await this.queries.portfolioSizes([assigned.rmId], assigned.clientId);
    return portfolioWarning(assigned.rmId, sizes.get(assigned.rmId) ?? 0);
  }

  private execute(id: string, command: ClientCommand, input: { commandId: string }, context: RequestContext): Promise<Registered> {
    return this.commands.execute({
      aggregate: ClientAggregate,
      decider: clientDecider,
      id,
      command,
      commandId: input.commandId,
      input: { command: command.type, ...input },
      context,
    });
  }

  private given({ caller }: RequestContext): Given {
    const now = this.clock.now();
    const { timeZone } = this.clock;
    const visible = caller.role === 'ADMIN' ? 'ALL' : this.scope.visibleRms(caller);
    return { now: instantOf(now, timeZone), today: this.clock.dayOf(now), timeZone, reach: visible };
  }

  private async placement(clientId: string, rmId: string, from: BusinessDate, today: BusinessDate): Promise<Placement> {
    const sizes = await this.queries.portfolioSizes([rmId], clientId);
    return { rmId, from, role: roleForClients(this.directory, rmId, from, today), portfolioSize: sizes.get(rmId) ?? 0 };
  }
}
