import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import { DIRECTORY, parseInput, type Payload, refused, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { isEffective, isLate } from '../contact/contact.rules.js';
import type { ContactView } from '../contact/contact.view.js';
import type { VisitResult } from './visit-book.js';
import type { Visit } from './visit.state.js';
import { type VisitView, viewOfVisit } from './visit.view.js';

export interface VisitPayload extends Payload {
  readonly visit?: VisitView | null;
}

/** What is asked for by a command, and who carries it out. */
export type CarryOut<S extends z.ZodType> = (input: z.output<S>) => Promise<VisitResult>;

/** Answers to commands on visits. */
@Injectable()
export class VisitPayloads {
  constructor(
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async carryOut<S extends z.ZodType>(
    schema: S,
    given: unknown,
    context: RequestContext,
    command: CarryOut<S>,
  ): Promise<VisitPayload> {
    const input: z.output<S> | Rejected = parseInput(schema, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await command(input);
    if (!result.accepted) return refused(result.rejection, context);
    const visit = this.viewOf(result.state!, context);
    return { visit: { ...visit, ...contactOf(visit) }, errors: [], position: result.position };
  }

  /** A visit as its stream has it. */
  viewOf(visit: Visit, { caller }: RequestContext): VisitView {
    const unitId = this.directory.tree.staff(visit.staffId, visit.plannedOn)?.unitId ?? visit.unitId ?? '';
    return viewOfVisit(visit, unitId, !this.scope.masksNames(caller));
  }
}

/** The contact of a visit that has just ended: the list of contacts may not have it yet. */
function contactOf({ stored, unit, client, staff, showsTexts }: VisitView): { contact?: ContactView } {
  if (!stored.ended) return {};
  const { contactId: id, startedAt, endedAt, outcome, notes, loggedAt } = stored.ended;
  const contact: ContactView = {
    __typename: 'Contact',
    id,
    client,
    staff,
    unit,
    channel: 'VISIT',
    startedAt,
    endedAt,
    outcome,
    effective: isEffective('VISIT', outcome),
    late: isLate(endedAt, loggedAt),
    loggedAt,
    notes: showsTexts ? notes : null,
    followUpOn: null,
  };
  return { contact };
}
