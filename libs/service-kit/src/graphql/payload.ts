import type { Rejection } from '@hengxin/event-sourcing';
import { type RejectionView, viewOf } from '../catalogue/catalogue.js';
import type { CommandResult } from '../commands/command-envelope.js';
import type { RequestContext } from './request-context.js';

/** What every mutation answers with, beside its own fields. */
export interface Payload {
  readonly errors: readonly RejectionView[];
  readonly position: string | null;
}

/** The payload of a refused command: its own fields stay null. */
export function refused(rejection: Rejection, context: RequestContext): Payload {
  return { errors: [viewOf(rejection, context.language)], position: null };
}

/** The payload of a command: what `view` makes of the state, or the refusal. */
export function payloadOf<State, View extends object>(
  result: CommandResult<State>,
  context: RequestContext,
  view: (state: State) => View,
): Payload & Partial<View> {
  if (!result.accepted) return refused(result.rejection, context) as Payload & Partial<View>;
  return { ...view(result.state), errors: [], position: result.position };
}
