import type { ClientFacts, Touch } from '../figures/client-facts.rules.js';
import type { CountedPart } from '../figures/parts.rules.js';
import type { Window } from '../kpi/periods.rules.js';
import type { Placements } from '../figures/placements.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import { contribute, type Counting } from './contributions.js';
import { Moves } from './moves.js';
import type { Vector } from './vector.js';

/** A touch that became known after its day. */
export type LateTouch = Touch & Required<Pick<Touch, 'late'>>;

/** Receives what a late touch moves in a window, or by how much more or less it does than was thought. */
export type EachMove = (touch: LateTouch, scope: Scope, move: Vector) => void;

export const isLate = (touch: Touch): touch is LateTouch => touch.late !== undefined;

/** Late touches in the order in which they became known, which is the same for any order of arrival. */
export function byMoment({ late: a }: LateTouch, { late: b }: LateTouch): number {
  return a.atMicros - b.atMicros || (a.contactId < b.contactId ? -1 : a.contactId > b.contactId ? 1 : 0);
}

/**
 * What one more touch of a client moves in the ledger of a window (rule 14). There each late touch has what it moved
 * when it became known: on top of all that was known within the window, and of the late ones before it. So a touch that
 * arrives after others which became known later than it changes what those moved: who reaches a client first is told
 * once.
 */
export function restated(
  {
    facts,
    parts,
    places,
  }: { readonly facts: ClientFacts; readonly parts: readonly CountedPart[]; readonly places: Placements },
  made: Touch,
  window: Window,
  counting: Counting,
  each: EachMove,
): void {
  const within = facts.touches.filter(({ day }) => day >= window.start && day <= window.end);
  const isLateHere = (touch: Touch): touch is LateTouch => isLate(touch) && touch.late.on > window.end;
  const later = within.filter(isLateHere).filter((touch) => !isLateHere(made) || byMoment(touch, made) > 0);
  if (later.length === 0 && !isLateHere(made)) return;
  later.sort(byMoment);
  const moves = new Moves(counting.metrics.measures.length);
  const take = (touches: readonly Touch[], add: Moves['more']) =>
    contribute({ ...facts, touches }, parts, window, places, counting, add);
  const tell = (touch: LateTouch) => moves.forEach((scope, vector) => each(touch, scope, vector));

  let without: readonly Touch[] = within.filter((touch) => !later.includes(touch as LateTouch));
  if (isLateHere(made)) {
    take(without, moves.less);
    take([...without, made], moves.more);
    tell(made);
  }
  for (const touch of later) {
    moves.clear();
    const one = [...without, touch];
    take(without, moves.more);
    take(one, moves.less);
    take([...without, made], moves.less);
    take([...one, made], moves.more);
    tell(touch);
    without = one;
  }
}
