import { Help, Visit as VisitAggregate } from '@hengxin/contracts';
import { type Directory, UnitScope } from '@hengxin/identity';
import { Clock, CommandHandler, type CommandResult, COVERS_CONSUMER, Database, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { CLIENT_FACTS, HELP_REQUESTS, VISIT_LIST } from '../consumers.js';
import { helpDecider } from '../help/help.decider.js';
import { HelpQueries } from '../help/help.queries.js';
import { SERVICE_ACTOR } from '../visit/reviews.js';
import { visitDecider } from '../visit/visit.decider.js';

interface PlannedVisit {
  readonly visitId: string;
  readonly staffId: string;
  readonly plannedOn: string;
}

/** Rule 21: a handover moves planned visits and open help requests; nothing is left behind. */
@Injectable()
export class HandedOverVisits {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly heard: FactsHeard,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** To the keeper of the client on that day: a later handover of that day counts. A second time nothing happens. */
  async move({ clientId, fromRmId }: { clientId: string; fromRmId: string }, at: string): Promise<void> {
    await this.heard.latest([CLIENT_FACTS, VISIT_LIST, HELP_REQUESTS, COVERS_CONSUMER]);
    const toId = (await this.clients.keepers([clientId], this.clock.dayOf(at))).get(clientId);
    if (toId === undefined || toId === fromRmId) return;
    for (const visit of await this.planned(fromRmId, [clientId], toId)) await this.moveVisit(visit, toId, at);
    for (const helpId of await this.help.goingOn(fromRmId, [clientId])) await this.moveHelp(helpId, fromRmId, toId, at);
  }

  /**
   * Planned visits that go along as clients are handed over: those of who kept them, and of others who planned them
   * for the keeper's sake, as a cover. `toId`: undefined while nobody knows yet to whom they go.
   */
  async planned(fromRmId: string, clientIds: readonly string[], toId?: string): Promise<PlannedVisit[]> {
    const planned = await this.database.query<PlannedVisit>(PLANNED, [clientIds], 'visits-planned-of-clients');
    return planned.filter((visit) => visit.staffId !== toId && !this.stays(visit, fromRmId, toId));
  }

  /** With those who may go there afterwards as well: a head above both, or who covers the new keeper on that day. */
  private stays({ staffId, plannedOn }: PlannedVisit, fromRmId: string, toId: string | undefined): boolean {
    const today = this.clock.today();
    const placement = this.directory.tree.staffPlacedOn(staffId, today);
    if (!placement || staffId === fromRmId) return false;
    const { role, unitId } = placement;
    // A client who goes to nobody known stays below the heads of now, and is covered by nobody.
    const rmId = toId ?? (role === 'UNIT_HEAD' ? fromRmId : null);
    return this.scope.canContactClient({ id: staffId, role, unitId, isStaff: true }, { rmId }, plannedOn);
  }

  private async moveVisit(
    { visitId, staffId: fromId, plannedOn }: PlannedVisit,
    toId: string,
    at: string,
  ): Promise<void> {
    const unitId = this.directory.tree.staff(toId, plannedOn)?.unitId ?? null;
    const result = await this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id: visitId,
      command: {
        type: 'HandOverVisit',
        data: { visitId, fromId, toId, unitId, now: this.clock.instant(Date.parse(at)) },
      },
      commandId: `handover of ${visitId} to ${toId} at ${at}`,
      input: { command: 'handOverVisit', visitId, fromId, toId },
      context: SERVICE_ACTOR,
      businessDate: this.clock.dayOf(at),
    });
    mustBeAccepted(visitId, result);
  }

  private async moveHelp(helpId: string, fromId: string, toId: string, at: string): Promise<void> {
    const result = await this.commands.execute({
      aggregate: Help,
      decider: helpDecider,
      id: helpId,
      command: { type: 'HandOverHelp', data: { helpId, fromId, toId, now: this.clock.instant(Date.parse(at)) } },
      commandId: `handover of ${helpId} to ${toId} at ${at}`,
      input: { command: 'handOverHelp', helpId, fromId, toId },
      context: SERVICE_ACTOR,
      businessDate: this.clock.dayOf(at),
    });
    mustBeAccepted(helpId, result);
  }
}

/** Others may have written to the stream all the time: the handover is tried again. */
function mustBeAccepted(id: string, result: CommandResult<unknown>): void {
  if (!result.accepted) throw new Error(`the handover of ${id} was refused: ${result.rejection.code}`);
}

const PLANNED = `
  select visit_id as "visitId", staff_id as "staffId", planned_on::text as "plannedOn" from visit
  where client_id = any($1) and state = 'PLANNED' order by visit_id`;
