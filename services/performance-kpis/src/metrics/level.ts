import type { Change, ClientFacts } from '../figures/client-facts.rules.js';
import type { CountedPart, Part } from '../figures/parts.rules.js';
import { BEGINNING, type Day, END } from '../kpi/periods.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import type { WorkingDays } from '../figures/working-days.rules.js';
import type { MeasureUnit } from './measure.js';

/**
 * A whole number at which a scope stands until it changes: the sum of what its clients' parts stand at. It is kept as
 * steps by date, for clients never contacted as well. What a figure makes of it is a `Reading`; the level itself is its
 * sum over the working days of a window.
 */
export interface Level<Name extends string = string> {
  readonly subject: 'level';
  readonly name: Name;
  readonly unit: MeasureUnit;
  /**
   * STANDING: what a part stands at, oldest first: each from its day to the next one's or to the end of the part. None
   * before and after the part. COUNTER: what is added on days of the part, for good.
   */
  readonly kind: 'STANDING' | 'COUNTER';
  readonly of: (facts: ClientFacts, part: Pick<Part, 'from' | 'to'>, workingDays: WorkingDays) => readonly Change[];
  /** True where a touch may move it; others move with who keeps the client and what the client said alone. */
  readonly movesWithTouches: boolean;
  /** True where what the client has may move it: then that, and who keeps the client, are all that it is made of. */
  readonly movesWithBalances: boolean;
  /** True where dates that come round every year may move it. */
  readonly movesWithDates: boolean;
  /**
   * Where it is kept in `portfolio_level`: its steps and, where a figure sums it over working days, each of them times
   * the working days from its day to the end of the period; `calendarDays` where one sums it over all days.
   */
  readonly columns: { readonly steps: string; readonly days: string | null; readonly calendarDays?: string };
}

type LevelParts = Pick<Level, 'of'> &
  Partial<Pick<Level, 'columns' | 'kind' | 'movesWithTouches' | 'movesWithBalances' | 'movesWithDates'>>;

/** A level of one's name, in columns of its name where it says no others. */
export function level<const Name extends string>(
  name: Name,
  unit: MeasureUnit,
  {
    of,
    columns = { steps: name, days: `${name}_days` },
    kind = 'STANDING',
    movesWithTouches = false,
    movesWithBalances = false,
    movesWithDates = false,
  }: LevelParts,
): Level<Name> {
  return { subject: 'level', name, unit, of, columns, kind, movesWithTouches, movesWithBalances, movesWithDates };
}

/** Takes a step of a level: so much more (or less) for a scope from this day on. */
export type AddStep = (scope: Scope, from: Day, delta: number) => void;

/** What one client adds to a level of its relationship manager and of every unit above, as steps. */
export function stepsOf(
  { of, kind }: Pick<Level, 'of' | 'kind'>,
  facts: ClientFacts,
  parts: readonly CountedPart[],
  workingDays: WorkingDays,
  add: AddStep,
): void {
  for (const part of parts) {
    const moves = movesOf(kind, of(facts, part, workingDays), part.to);
    for (const scope of part.scopes) for (const { from, delta } of moves) add(scope, from, delta);
  }
}

/** What changes add by day. Where one gives way to another it is what lies between them: nothing is not told. */
function movesOf(kind: Level['kind'], changes: readonly Change[], end: Day): { from: Day; delta: number }[] {
  const moves: { from: Day; delta: number }[] = [];
  const move = (from: Day, delta: number) => {
    const last = moves.at(-1);
    if (last?.from === from) last.delta += delta;
    else moves.push({ from, delta });
  };
  for (let i = 0; i < changes.length; i++) {
    const { value } = changes[i]!;
    // A day before all others, or after them, is one that nobody meant: what holds then holds from the first day on.
    const from = Math.max(changes[i]!.from, BEGINNING);
    const to = kind === 'COUNTER' ? END : (changes[i + 1]?.from ?? end);
    if (value === 0 || from >= Math.min(to, END)) continue;
    move(from, value);
    if (to < END) move(to, -value);
  }
  return moves.filter(({ delta }) => delta !== 0);
}

/** The part of some stretches of days (oldest first, apart) that lies in a part of a client: 1 within, 0 between. */
export function within(part: Pick<Part, 'from' | 'to'>, stretches: readonly Stretch[]): Change[] {
  const changes: Change[] = [];
  for (const stretch of stretches) {
    const from = Math.max(stretch.from, part.from);
    const to = Math.min(stretch.to, part.to);
    if (from >= to) continue;
    changes.push({ from, value: 1 });
    if (to < part.to) changes.push({ from: to, value: 0 });
  }
  return changes;
}

/** Days that follow each other; `to` is exclusive. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day;
}
