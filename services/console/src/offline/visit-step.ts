import { Refusal } from '../api/fragments.js';
import { graphql, type ResultOf, type VariablesOf } from '../api/graphql.js';
import type { Waiting } from './queue.js';

export const SyncVisits = graphql(
  `
    mutation SyncVisits($input: SyncVisitsInput!) {
      syncVisits(input: $input) {
        results {
          conflict {
            visit {
              id
              state
              startedAt
              endedAt
              cancelReason
              staff {
                id
                name
              }
            }
          }
          errors {
            ...Refusal
          }
        }
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

/** A step as a batch takes it: its input, under its name. */
export type StepCommand = VariablesOf<typeof SyncVisits>['input']['commands'][number];
/** Steps of a visit: it is planned, and all that is taken on its page. */
export interface StepInputs {
  readonly planVisit: NonNullable<StepCommand['planVisit']>;
  readonly setVisitGoal: NonNullable<StepCommand['setVisitGoal']>;
  readonly startVisit: NonNullable<StepCommand['startVisit']>;
  readonly endVisit: NonNullable<StepCommand['endVisit']>;
  readonly reviewVisit: NonNullable<StepCommand['reviewVisit']>;
  readonly cancelVisit: NonNullable<StepCommand['cancelVisit']>;
}
export type StepName = keyof StepInputs;

type Result = ResultOf<typeof SyncVisits>['syncVisits']['results'][number];
/** The visit as it stood when a step came too late; `visit` is null where the caller may see it no more. */
export type Conflict = NonNullable<Result['conflict']>;

/** A step of a visit that waits on the device. */
export interface VisitStep extends Waiting<StepCommand> {
  readonly name: StepName;
  /** Of a visit that was planned on this device, `plannedId`. */
  readonly visitId: string;
  /** The client's name as the page showed it, for a reader of the queue. */
  readonly clientName: string;
  /** The form as it was filled in: a step that is refused is put right in it. */
  readonly form: unknown;
  readonly conflict?: Conflict | null;
}
