import { UnitScope } from '@hengxin/identity';
import {
  deterministicId,
  messageOf,
  QueryRefused,
  type RejectionView,
  type RequestContext,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { HelpQueries } from '../help/help.queries.js';
import { StartedVisits } from '../visit/started-visits.js';
import { VisitBook } from '../visit/visit-book.js';
import { type VisitPayload, VisitPayloads } from '../visit/visit-payloads.js';
import {
  CancelVisitInput,
  EndVisitInput,
  PlanVisitInput,
  ReviewVisitInput,
  SetVisitGoalInput,
  StartVisitInput,
} from '../visit/visit.inputs.js';
import { partOf } from '../visit/visit.state.js';
import type { VisitView } from '../visit/visit.view.js';
import { fieldIn, isConflict, SYNCED, type SyncedCommand, wordsIn } from './sync.rules.js';
import { syncRejections as refuse } from './sync.rejections.js';

/** A command that came too late: the visit as it stands, and what was written. */
export interface VisitConflict {
  readonly visit: VisitView | null;
  readonly text: string | null;
}

export type SyncedPayload = VisitPayload & { readonly conflict?: VisitConflict | null };

/** One command of a batch: exactly one name has an input. */
export type SyncedInput = Readonly<Partial<Record<SyncedCommand, SyncedVisit | null>>>;
type SyncedVisit = { readonly commandId: string; readonly visitId?: string };

/** Carries out what a device did without a network: in order, each by its own id, each answered by itself. */
@Injectable()
export class VisitSync {
  constructor(
    private readonly book: VisitBook,
    private readonly payloads: VisitPayloads,
    private readonly visits: StartedVisits,
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly scope: UnitScope,
  ) {}

  async carryOut(commands: readonly SyncedInput[], context: RequestContext): Promise<SyncedPayload[]> {
    const results: SyncedPayload[] = [];
    const put = new Map<string, VisitPayload>();
    // One after the other: a visit is started before it is ended.
    for (const [index, command] of commands.entries()) results.push(await this.one(index, command, put, context));
    return results;
  }

  /** `put`: visits of whose earlier commands one could not be decided yet, with its answer. */
  private async one(
    index: number,
    command: SyncedInput,
    put: Map<string, VisitPayload>,
    context: RequestContext,
  ): Promise<SyncedPayload> {
    const named = SYNCED.filter((name) => command[name]);
    const [name] = named;
    if (name === undefined || named.length > 1) {
      const { rejection } = refuse.SYNC_NEEDS_ONE({}, ['input', 'commands', String(index)]);
      return refusal({ ...rejection, message: messageOf(rejection, context.language) });
    }
    const input = this.ofThisBatch(command[name]!, context);
    const visitId = name === 'planVisit' ? plannedBy(input.commandId, context) : (input.visitId ?? '');
    // Decided now it might be refused for good, by what its visit only lacks for a moment.
    const payload = put.get(visitId) ?? (await this.answered(name, input, context));
    if (payload.errors.length === 0) return payload;
    if (payload.errors.some(({ code }) => code === 'NOT_YET_VISIBLE')) put.set(visitId, payload);
    const errors = payload.errors.map((error) => ({ ...error, field: fieldIn(index, name, error.field) }));
    const conflict = isConflict(errors) ? await this.conflictOf(input, context) : null;
    return { ...payload, errors, conflict };
  }

  /** A visit that was planned without a network is named by the id of the command that planned it. */
  private ofThisBatch(input: SyncedVisit, context: RequestContext): SyncedVisit {
    const planned = /^plan\.(.+)$/.exec(input.visitId ?? '')?.[1];
    return planned === undefined ? input : { ...input, visitId: plannedBy(planned, context) };
  }

  /** What a question would be refused for is one command's answer here; the others go on. */
  private async answered(name: SyncedCommand, input: object, context: RequestContext): Promise<VisitPayload> {
    try {
      return await this.told(name, input, context);
    } catch (error) {
      if (!(error instanceof QueryRefused)) throw error;
      const { code, field, facts } = error;
      return refusal({ code, field: ['input', ...field], message: messageOf({ code, facts }, context.language) });
    }
  }

  private told(name: SyncedCommand, input: object, context: RequestContext): Promise<VisitPayload> {
    const { book, payloads } = this;
    switch (name) {
      case 'planVisit':
        return payloads.carryOut(PlanVisitInput, input, context, (told) => book.plan(told, context));
      case 'setVisitGoal':
        return payloads.carryOut(SetVisitGoalInput, input, context, (told) => book.setGoal(told, context));
      case 'startVisit':
        return payloads.carryOut(StartVisitInput, input, context, (told) => book.start(told, context));
      case 'endVisit':
        return payloads.carryOut(EndVisitInput, input, context, (told) => book.end(told, context));
      case 'reviewVisit':
        return payloads.carryOut(ReviewVisitInput, input, context, (told) => book.review(told, context));
      case 'cancelVisit':
        return payloads.carryOut(CancelVisitInput, input, context, (told) => book.cancel(told, context));
    }
  }

  /** The visit as it stands by now, where the caller may see it; and what they wrote, in any case. */
  private async conflictOf(input: SyncedVisit, context: RequestContext): Promise<VisitConflict> {
    const text = wordsIn(input);
    const visit = input.visitId === undefined ? undefined : await this.visits.read(input.visitId);
    if (!visit) return { visit: null, text };
    const { clientId, staffId } = visit;
    const [rmId, helperIds] = await Promise.all([this.clients.keeper(clientId), this.help.helpersOf(clientId)]);
    const view = this.payloads.viewOf(visit, context);
    const facts = { staffId, unitId: view.unit.id, rmId, helperIds, takingPart: partOf(visit) };
    return { visit: this.scope.canSeeVisit(context.caller, facts) ? view : null, text };
  }
}

function plannedBy(commandId: string, { caller }: RequestContext): string {
  return deterministicId('visit', caller.id, commandId);
}

function refusal(error: RejectionView): VisitPayload {
  return { errors: [error], position: null };
}
