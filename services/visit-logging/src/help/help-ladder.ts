import { type BusinessCalendar, Help } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  CALENDAR,
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  EVENT_LOG,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { clientFacts } from '../client-facts/client-facts.projection.js';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { SERVICE_ACTOR } from '../visit/reviews.js';
import { StartedVisits } from '../visit/started-visits.js';
import type { Visit } from '../visit/visit.state.js';
import { headsAbove } from './heads-above.js';
import {
  type AskForHelp,
  helpDecider,
  type HelpCommand,
  type HelpEvent,
  type HelpRequest,
  type HelpState,
  type NextStep,
} from './help.decider.js';
import type { AnswerHelpInput, AskForHelpInput, CloseHelpInput } from './help.inputs.js';
import { answerDueAt, firstRung, type HeadedUnit, nextRung } from './help.rules.js';

export type HelpResult = CommandResult<HelpState, HelpEvent>;

/** What says whose a request is to answer. */
export type Addressed = Pick<HelpRequest, 'step' | 'addresseeId' | 'unitId' | 'askerId'>;

/** Brings requests for help to their streams, with who stands where on the ladder. */
@Injectable()
export class HelpLadder {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clients: ClientFactsQueries,
    private readonly heard: FactsHeard,
    private readonly visits: StartedVisits,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  async ask(input: AskForHelpInput, context: RequestContext): Promise<HelpResult> {
    const helpId = deterministicId('help', context.caller.id, input.commandId);
    let command = await this.asking(helpId, input, context.caller);
    if (!command.data.clientWithinReach || !command.data.clientIsOwn) {
      await this.heard.latest([clientFacts.consumer]);
      command = await this.asking(helpId, input, context.caller);
    }
    const given = { commandId: input.commandId, input: { command: 'askForHelp', ...input }, context };
    return this.execute(helpId, command, { ...given, fresh: true });
  }

  /** Whose it is to answer and which step is next are of the request as it is answered: it may have climbed just now. */
  answer(input: AnswerHelpInput, context: RequestContext): Promise<HelpResult> {
    const { commandId, helpRequestId: helpId, accept, reason = null } = input;
    const answered = this.given(helpId, context.caller.id);
    const answering = (help: HelpState): HelpCommand => {
      const isAddressed = help !== undefined && this.isAddressed(help, context.caller);
      const next = help ? this.next(help, answered.now) : null;
      return { type: 'AnswerHelp', data: { ...answered, accept, reason, isAddressed, next } };
    };
    const given = { commandId, input: { command: 'answerHelp', ...input }, context };
    return this.execute(helpId, answering, given);
  }

  close(input: CloseHelpInput, context: RequestContext): Promise<HelpResult> {
    const { commandId, helpRequestId: helpId, withdrawn } = input;
    const data = { ...this.given(helpId, context.caller.id), withdrawn: withdrawn ?? false };
    const given = { commandId, input: { command: 'closeHelp', ...input }, context };
    return this.execute(helpId, { type: 'CloseHelp', data }, given);
  }

  /**
   * Two missed visits running ask for help, in the name of who keeps the client by now: the request is theirs to
   * follow, and goes along with a handover from them. Where nobody keeps it, whose the later visit was asks. A second
   * time nothing happens.
   */
  async askByItself({ visitId, clientId, staffId: visitedBy }: Visit): Promise<void> {
    const helpId = deterministicId('help-of-misses', visitId);
    const staffId = (await this.clients.keeper(clientId)) ?? visitedBy;
    const above = this.above(staffId, this.clock.today());
    // Nobody is above whom no unit is known of.
    if (above[0].unitId === '') return;
    const data = {
      ...{ ...this.given(helpId, staffId), clientId, visitId, text: null, peerId: null },
      ...{
        askerUnitId: above[0].unitId,
        rung: firstRung(null, above),
        answerDueAt: this.dueFrom(this.clock.instant()),
      },
      ...{ clientWithinReach: true, clientIsOwn: true, visitIsOwn: true, peerKnown: true },
    };
    const input = { command: 'askForHelpByItself', visitId };
    const given = { commandId: `help of misses ${visitId}`, input, context: SERVICE_ACTOR, fresh: true };
    await this.execute(helpId, { type: 'AskForHelp', data }, given);
  }

  /** The time of a step has passed. A second time, and once it was answered, nothing happens. */
  async passDeadline(helpId: string, { commandId, at }: { commandId: string; at: string }): Promise<void> {
    const moment = this.clock.instant(Date.parse(at));
    const day = this.clock.dayOf(at);
    const passing = (help: HelpState): HelpCommand => {
      const next = help ? this.next(help, moment) : null;
      return { type: 'PassAnswerDeadline', data: { helpId, at: moment, next } };
    };
    const given = { commandId, input: { command: 'passAnswerDeadline', helpId, at }, context: SERVICE_ACTOR };
    const result = await this.execute(helpId, passing, { ...given, businessDate: day });
    // Others may have written to the request all the time: it is tried again.
    if (!result.accepted) throw new Error(`the deadline of help ${helpId} was refused: ${result.rejection.code}`);
  }

  /** A request as the log has it; undefined for one unknown. */
  async read(helpId: string): Promise<HelpState> {
    return evolve(helpDecider, await this.log.read(Help.stream(helpId)));
  }

  /** Whose request it is to answer: who is named, and every head of the unit; without a head, any above. */
  isAddressed({ step, addresseeId, unitId, askerId }: Addressed, caller: Caller): boolean {
    if (caller.id === askerId) return false;
    if (caller.id === addresseeId) return true;
    if (step === 'PEER' || caller.role !== 'UNIT_HEAD') return false;
    return caller.unitId === unitId || (addresseeId === null && this.scope.canSeeUnit(caller, unitId));
  }

  private async asking(helpId: string, input: AskForHelpInput, caller: Caller): Promise<AskForHelp> {
    const { visitId = null, text, peerId = null } = input;
    const visit = visitId === null ? undefined : await this.visits.read(visitId);
    const clientId = input.clientId ?? visit?.clientId ?? null;
    const facts = clientId === null ? undefined : await this.clients.find(clientId);
    const today = this.clock.today();
    const peer = peerId === null ? undefined : this.directory.tree.staffPlacedOn(peerId, today);
    const above = this.above(caller.id, today);
    const data = {
      ...{ ...this.given(helpId, caller.id), clientId, visitId, text, peerId },
      askerUnitId: above[0].unitId,
      answerDueAt: this.dueFrom(this.clock.instant()),
      rung: firstRung(peer ? { staffId: peer.staffId, unitId: peer.unitId } : null, above),
      clientWithinReach: clientId === null || (facts !== undefined && this.scope.canSeeClient(caller, facts)),
      clientIsOwn: clientId === null || this.scope.mayChangeClient(caller, facts?.rmId ?? null),
      visitIsOwn: visitId === null || (visit?.staffId === caller.id && visit.clientId === clientId),
      peerKnown:
        peerId === null ||
        (peerId !== caller.id && peer !== undefined && (peer.role === 'RM' || peer.role === 'UNIT_HEAD')),
    };
    return { type: 'AskForHelp', data };
  }

  /** The step above that begins at a moment. */
  private next(help: HelpRequest, at: string): NextStep | null {
    const rung = nextRung(help, this.above(help.askerId, this.clock.dayOf(at)));
    return rung && { ...rung, answerDueAt: this.dueFrom(at) };
  }

  private dueFrom(at: string): string {
    return answerDueAt(at, this.clock.timeZone, this.calendar);
  }

  /** The units from that of who asks upward, each with the head that it has on the day. */
  private above(askerId: string, day: string): [HeadedUnit, ...HeadedUnit[]] {
    const { tree } = this.directory;
    return headsAbove(tree, tree.staff(askerId, day)?.unitId ?? '', day, askerId);
  }

  private given(helpId: string, callerId: string) {
    return { helpId, callerId, now: this.clock.instant(), timeZone: this.clock.timeZone };
  }

  private execute(
    id: string,
    command: HelpCommand | ((help: HelpState) => HelpCommand),
    given: Pick<Parameters<CommandHandler['execute']>[0], 'commandId' | 'input' | 'context' | 'fresh' | 'businessDate'>,
  ): Promise<HelpResult> {
    return this.commands.execute({ aggregate: Help, decider: helpDecider, id, command, ...given });
  }
}
