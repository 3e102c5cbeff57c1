import { type BusinessCalendar, type BusinessDate, chinaCalendar, Visit as VisitAggregate } from '@hengxin/contracts';
import { decide, isRejected } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  CALENDAR,
  Clock,
  type CommandAnswer,
  CommandHandler,
  type CommandResult,
  COVERS_CONSUMER,
  deterministicId,
  DIRECTORY,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type BeforeLogging, type ClientFacts, ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { CLIENT_PARTS_TOLD } from '../client-facts/client-parts.projection.js';
import { ClientPartsQueries } from '../client-facts/client-parts.queries.js';
import { wasConsented } from '../client-facts/consent-history.rules.js';
import { wantedNoContact } from '../client-facts/contact-wishes.rules.js';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { CLIENT_FACTS, HELP_REQUESTS } from '../consumers.js';
import { isEffective } from '../contact/contact.rules.js';
import { toldUses } from '../contact/topic-uses.rules.js';
import { HelpQueries } from '../help/help.queries.js';
import { CHECKLIST_VERSION } from './etiquette.rules.js';
import { StartedVisits } from './started-visits.js';
import { VisitContacts } from './visit-contacts.js';
import type { EndVisit, PlanVisit, SplitCredit, StartVisit, VisitCommand } from './visit.commands.js';
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
import type { ClientParts } from './visit.rules.js';
import type { VisitState } from './visit.state.js';

export type VisitResult = CommandResult<VisitState, VisitEvent>;

/** What is known of a visit's client as it starts. */
interface KnownClient {
  /** Undefined for one unknown. */
  readonly facts: ClientFacts | undefined;
  readonly parts: ClientParts;
}
interface AtStart extends KnownClient, BeforeLogging {
  readonly visit: VisitState;
}
const NOTHING_KNOWN: KnownClient = { facts: undefined, parts: {} };

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
    private readonly help: HelpQueries,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  async plan(input: PlanVisitInput, context: RequestContext): Promise<VisitResult> {
    await this.heard.sinceTheBeginning();
    const { clientId, commandId, plannedOn } = input;
    const visitId = deterministicId('visit', context.caller.id, commandId);
    const { facts, answered } = await this.clients.before({ clientId, actor: context.caller.id, commandId });
    let told = this.planned(visitId, input, context, facts);
    const { clientWithinReach, noContact, consented } = told.data;
    if (!answered && (!clientWithinReach || noContact || !consented)) {
      await this.heard.latest([CLIENT_FACTS, COVERS_CONSUMER]);
      told = this.planned(visitId, input, context, await this.clients.find(clientId));
    }
    const result = await this.execute('planVisit', visitId, told, input, context, {
      answered,
      businessDate: plannedOn,
    });
    if (result.accepted) this.started.noteClient({ visitId, clientId });
    return result;
  }

  setGoal(input: SetVisitGoalInput, context: RequestContext): Promise<VisitResult> {
    const data = { ...this.given(input.visitId, context), goal: input.goal };
    return this.execute('setVisitGoal', input.visitId, { type: 'SetVisitGoal', data }, input, context);
  }

  async start(input: StartVisitInput, context: RequestContext): Promise<VisitResult> {
    const { visitId, startedAt } = input;
    await this.heard.sinceTheBeginning();
    const { visit, answered, ...known } = await this.knownAtStart(input, context);
    let told = await this.starting(input, context, known);
    // What was answered before is answered so again, whatever is known by now.
    const isRefused = () => answered !== null || isRejected(decide(visitDecider, told, visit));
    if (!answered && isRefused()) {
      await this.heard.latest([CLIENT_FACTS, CLIENT_PARTS_TOLD, COVERS_CONSUMER]);
      told = await this.starting(input, context, visit ? await this.factsOf(visit.clientId) : NOTHING_KNOWN);
    }
    // Only what could start claims its person: what is refused anyway must not keep another visit from starting.
    const otherVisitId = isRefused() ? visitId : await this.started.claim(context.caller.id, visitId);
    const command: StartVisit = { ...told, data: { ...told.data, otherVisitId } };
    const businessDate = this.clock.dayOf(startedAt);
    return this.execute('startVisit', visitId, command, input, context, { answered, businessDate });
  }

  async end(input: EndVisitInput, context: RequestContext): Promise<VisitResult> {
    const { commandId, visitId } = input;
    await this.heard.sinceTheBeginning();
    const clientId = this.started.clientOf(visitId) ?? (await this.started.read(visitId))?.clientId ?? '';
    const { facts, answered } = await this.clients.before({ clientId, actor: context.caller.id, commandId });
    const ending = this.ending(input, context, facts);
    const result = await this.execute('endVisit', visitId, ending, input, context, { answered });
    if (!result.accepted) return result;
    const ended = result.state!.ended!;
    this.started.noteEnd(ended);
    const logged = await this.contacts.log(ended);
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

  /** Who helped with the visit may have a share as well, though that they accepted was not heard yet. */
  async splitCredit(input: SplitCreditInput, context: RequestContext): Promise<VisitResult> {
    const { visitId } = input;
    const [visit, asked] = await Promise.all([this.started.read(visitId), this.splitting(input, context)]);
    let told = asked;
    if (isRejected(decide(visitDecider, told, visit))) {
      await this.heard.latest([HELP_REQUESTS]);
      told = await this.splitting(input, context);
    }
    return this.execute('splitCredit', visitId, told, input, context);
  }

  private async splitting({ visitId, shares }: SplitCreditInput, context: RequestContext): Promise<SplitCredit> {
    const helperIds = (await this.help.ofVisit(visitId)).flatMap(({ helperId }) => helperId ?? []);
    return { type: 'SplitCredit', data: { ...this.given(visitId, context), shares, helperIds } };
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
      // A cover plans for the days of the leave alone.
      clientWithinReach:
        facts !== undefined &&
        this.scope.canSeeClient(caller, facts) &&
        this.scope.canContactClient(caller, facts, plannedOn),
      noContact: facts !== undefined && wantedNoContact(facts.wishes, given.now),
      consented: facts !== undefined && wasConsented(facts.consents, 'VISIT', given.now, plannedOn),
      strangerId: participantIds.find((staffId) => !isThere(staffId)) ?? null,
    };
    return { type: 'PlanVisit', data };
  }

  /** The visit, with what is known of its client: at once where it was heard of here whose visit it is. */
  private async knownAtStart({ visitId, commandId }: StartVisitInput, { caller }: RequestContext): Promise<AtStart> {
    const noted = this.started.clientOf(visitId);
    const read = noted === undefined ? await this.started.read(visitId) : undefined;
    const clientId = noted ?? read?.clientId ?? '';
    const [visit, before, parts] = await Promise.all([
      noted === undefined ? read : this.started.read(visitId),
      this.clients.before({ clientId, actor: caller.id, commandId }),
      this.parts.find(clientId),
    ]);
    return { visit, ...before, parts };
  }

  private async factsOf(clientId: string): Promise<KnownClient> {
    const [facts, parts] = await Promise.all([this.clients.find(clientId), this.parts.find(clientId)]);
    return { facts, parts };
  }

  private async starting(
    input: StartVisitInput,
    context: RequestContext,
    { facts, parts }: KnownClient,
  ): Promise<StartVisit> {
    const { visitId, startedAt, checklist, overrideReason = null, district = null } = input;
    const day = this.clock.dayOf(startedAt);
    const data = {
      ...this.given(visitId, context),
      startedAt,
      district,
      checklist: checklist ?? [],
      checklistVersion: checklist?.find(({ version }) => version)?.version ?? CHECKLIST_VERSION,
      overrideReason,
      clientWithinReach: facts !== undefined && (await this.mayGo(context.caller, facts, day)),
      parts,
      noContact: facts !== undefined && wantedNoContact(facts.wishes, startedAt),
      consented: facts !== undefined && wasConsented(facts.consents, 'VISIT', startedAt, day),
      otherVisitId: null,
    };
    return { type: 'StartVisit', data };
  }

  /** The end of the visit as it stands when it is decided on: what its contact would be follows from how it began. */
  private ending(
    input: EndVisitInput,
    context: RequestContext,
    facts: ClientFacts | undefined,
  ): (visit: VisitState) => EndVisit {
    const { commandId: _commandId, visitId, notes = null, topics, reactions, achieved = null, ...rest } = input;
    const given = this.given(visitId, context);
    const talkedAbout = toldUses(reactions ?? [], topics ?? []);
    // Nobody answered: a topic that was only named was to be talked about, a reaction is a mistake.
    const uses = isEffective('VISIT', rest.outcome) ? talkedAbout : (reactions ?? []);
    const nextWorkingDay = (on: BusinessDate) => this.calendar.nextWorkingDay(on);
    const named = talkedAbout.map(({ topic }) => topic);
    const told = { ...given, ...rest, notes, topics: named, uses, achieved, nextWorkingDay };
    return (visit) => ({ type: 'EndVisit', data: { ...told, contact: this.contactOf(visit, told, facts) } });
  }

  private contactOf(
    visit: VisitState,
    told: Pick<EndVisit['data'], 'visitId' | 'endedAt' | 'outcome' | 'notes' | 'uses' | 'now'>,
    facts: ClientFacts | undefined,
  ): EndVisit['data']['contact'] {
    const { visitId, endedAt, outcome, notes, uses, now } = told;
    if (visit?.state !== 'STARTED') return refuse.VISIT_NOT_STARTED({ visitId });
    const unitId = this.unitOf(visit.staffId, visit.started!.businessDate);
    const ending = { endedAt, outcome, notes, ...(uses && { uses: [...uses] }), unitId, loggedAt: now };
    return this.contacts.foreseen(visit, ending, facts);
  }

  /** As of the day itself: a cover on the days of the leave, and a former keeper for what is told after a handover. */
  private async mayGo(caller: Caller, { clientId, rmId }: ClientFacts, day: BusinessDate): Promise<boolean> {
    if (this.scope.canContactClient(caller, { rmId }, day)) return true;
    if (day >= this.clock.today() || !chinaCalendar.supports(day)) return false;
    const keeperThen = (await this.clients.keepers([clientId], day)).get(clientId) ?? null;
    return this.scope.canContactClient(caller, { rmId: keeperThen }, day);
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
    command: VisitCommand | ((visit: VisitState) => VisitCommand),
    input: { readonly commandId: string },
    context: RequestContext,
    known: { readonly answered?: CommandAnswer | null; readonly businessDate?: string } = {},
  ): Promise<VisitResult> {
    return this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id,
      command,
      commandId: input.commandId,
      input: { command: name, ...input },
      context,
      fresh: name === 'planVisit',
      ...known,
    });
  }
}
