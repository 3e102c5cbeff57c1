import { Visit as VisitAggregate } from '@hengxin/contracts';
import { decide, isRejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type ClientFacts, ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { CLIENT_PARTS_TOLD } from '../client-facts/client-parts.projection.js';
import { ClientPartsQueries } from '../client-facts/client-parts.queries.js';
import { wasConsented } from '../client-facts/consent-history.rules.js';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { CLIENT_FACTS } from '../consumers.js';
import { CHECKLIST_VERSION } from './etiquette.rules.js';
import { StartedVisits } from './started-visits.js';
import { VisitContacts } from './visit-contacts.js';
import type { PlanVisit, StartVisit, VisitCommand } from './visit.commands.js';
import { visitDecider, type VisitEvent } from './visit.decider.js';
import type {
  CancelVisitInput,
  EndVisitInput,
  PlanVisitInput,
  ReviewVisitInput,
  SetVisitGoalInput,
  SplitCreditInput,
  StartVisitInput,
} from './visit.inputs.js';
import { visitRejections as refuse } from './visit.rejections.js';
import type { VisitState } from './visit.state.js';

export type VisitResult = CommandResult<VisitState, VisitEvent>;

/** Brings what is told of visits to their streams, with the facts the rules need: clock, reach, consents, parts, claims. */
@Injectable()
export class VisitBook {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clients: ClientFactsQueries,
    private readonly parts: ClientPartsQueries,
    private readonly heard: FactsHeard,
    private readonly started: StartedVisits,
    private readonly contacts: VisitContacts,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async plan(input: PlanVisitInput, context: RequestContext): Promise<VisitResult> {
    await this.heard.sinceTheBeginning();
    const visitId = deterministicId('visit', context.caller.id, input.commandId);
    let told = this.planned(visitId, input, context, await this.clients.find(input.clientId));
    if (!told.data.clientWithinReach || !told.data.consented) {
      await this.heard.latest([CLIENT_FACTS]);
      told = this.planned(visitId, input, context, await this.clients.find(input.clientId));
    }
    return this.execute('planVisit', visitId, told, input, context, input.plannedOn);
  }

  setGoal(input: SetVisitGoalInput, context: RequestContext): Promise<VisitResult> {
    const data = { ...this.given(input.visitId, context), goal: input.goal };
    return this.execute('setVisitGoal', input.visitId, { type: 'SetVisitGoal', data }, input, context);
  }

  async start(input: StartVisitInput, context: RequestContext): Promise<VisitResult> {
    const { visitId, startedAt } = input;
    await this.heard.sinceTheBeginning();
    const visit = await this.started.read(visitId);
    let told = await this.starting(input, context, visit);
    if (isRejected(decide(visitDecider, told, visit))) {
      await this.heard.latest([CLIENT_FACTS, CLIENT_PARTS_TOLD]);
      told = await this.starting(input, context, visit);
    }
    // Only what could start claims its person: what is refused anyway must not keep another visit from starting.
    const isRefused = isRejected(decide(visitDecider, told, visit));
    const otherVisitId = isRefused ? visitId : await this.started.claim(context.caller.id, visitId);
    const command: StartVisit = { ...told, data: { ...told.data, otherVisitId } };
    return this.execute('startVisit', visitId, command, input, context, this.clock.dayOf(startedAt));
  }

  async end(input: EndVisitInput, context: RequestContext): Promise<VisitResult> {
    const { commandId, visitId, notes = null, topics, achieved = null, ...rest } = input;
    await this.heard.sinceTheBeginning();
    const visit = await this.started.read(visitId);
    const day = visit?.started?.businessDate ?? this.clock.today();
    const contact =
      visit?.state === 'STARTED'
        ? await this.contacts.foreseen(visit, this.unitOf(visit.staffId, day), { ...rest, notes })
        : refuse.VISIT_NOT_STARTED({ visitId });
    const data = { ...this.given(visitId, context), ...rest, notes, topics: topics ?? [], achieved, contact };
    const result = await this.execute('endVisit', visitId, { type: 'EndVisit', data }, input, context);
    if (!result.accepted) return result;
    const logged = await this.contacts.log(result.state!.ended!);
    return logged.accepted ? { ...result, position: logged.position ?? result.position } : result;
  }

  review(input: ReviewVisitInput, context: RequestContext): Promise<VisitResult> {
    const { visitId, result, reasons, lesson = null, nextTopic = null, nextOn = null } = input;
    const data = { ...this.given(visitId, context), result, reasons: reasons ?? [], lesson, nextTopic, nextOn };
    return this.execute('reviewVisit', visitId, { type: 'ReviewVisit', data }, input, context);
  }

  cancel(input: CancelVisitInput, context: RequestContext): Promise<VisitResult> {
    const { visitId, reason, noShow } = input;
    const data = { ...this.given(visitId, context), reason, noShow: noShow ?? false };
    return this.execute('cancelVisit', visitId, { type: 'CancelVisit', data }, input, context);
  }

  splitCredit(input: SplitCreditInput, context: RequestContext): Promise<VisitResult> {
    const { visitId, shares } = input;
    const data = { ...this.given(visitId, context), shares, helperIds: [] };
    return this.execute('splitCredit', visitId, { type: 'SplitCredit', data }, input, context);
  }

  private planned(
    visitId: string,
    input: PlanVisitInput,
    context: RequestContext,
    facts: ClientFacts | undefined,
  ): PlanVisit {
    const { clientId, plannedOn, plannedAt = null, place, goal = null } = input;
    const { caller } = context;
    const given = this.given(visitId, context);
    const participantIds = input.participantIds ?? [];
    const isThere = (staffId: string) => this.directory.tree.staffPlacedOn(staffId, plannedOn) !== undefined;
    const data = {
      ...given,
      clientId,
      unitId: this.unitOf(caller.id, plannedOn) ?? caller.unitId,
      plannedOn,
      plannedAt,
      place,
      goal,
      participantIds,
      clientWithinReach: facts !== undefined && this.scope.canSeeClient(caller, facts),
      consented: facts !== undefined && wasConsented(facts.consents, 'VISIT', given.now, plannedOn),
      strangerId: participantIds.find((staffId) => !isThere(staffId)) ?? null,
    };
    return { type: 'PlanVisit', data };
  }

  private async starting(input: StartVisitInput, context: RequestContext, visit: VisitState): Promise<StartVisit> {
    const { visitId, startedAt, checklist, overrideReason = null, district = null } = input;
    const facts = visit && (await this.clients.find(visit.clientId));
    const data = {
      ...this.given(visitId, context),
      startedAt,
      district,
      checklist: checklist ?? [],
      checklistVersion: checklist?.find(({ version }) => version)?.version ?? CHECKLIST_VERSION,
      overrideReason,
      parts: visit ? await this.parts.find(visit.clientId) : {},
      consented: !!facts && wasConsented(facts.consents, 'VISIT', startedAt, this.clock.dayOf(startedAt)),
      otherVisitId: null,
    };
    return { type: 'StartVisit', data };
  }

  private given(visitId: string, { caller }: RequestContext) {
    return { visitId, callerId: caller.id, now: this.clock.instant(), timeZone: this.clock.timeZone };
  }

  private unitOf(staffId: string, day: string): string | null {
    return this.directory.tree.staff(staffId, day)?.unitId ?? null;
  }

  private execute(
    name: string,
    id: string,
    command: VisitCommand,
    input: { readonly commandId: string },
    context: RequestContext,
    businessDate?: string,
  ): Promise<VisitResult> {
    return this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id,
      command,
      commandId: input.commandId,
      input: { command: name, ...input },
      context,
      fresh: command.type === 'PlanVisit',
      ...(businessDate && { businessDate }),
    });
  }
}
