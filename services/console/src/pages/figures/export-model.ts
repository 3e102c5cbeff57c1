import type { Scope } from './model.js';

export type Ending = 'csv' | 'xlsx';

interface Period {
  readonly grain: string;
  readonly start: string;
}

/** What a leaderboard on screen is of; without a unit the platform chooses. */
export interface BoardAsked extends Period {
  readonly metric: string;
  readonly unitId: string | null;
}

/** The address of the places of a leaderboard as a file. Pure. */
export function boardPath(ending: Ending, { unitId, metric, grain, start }: BoardAsked): string {
  return pathOf('leaderboard', ending, { metric, grain, start, ...(unitId !== null && { unitId }) });
}

/** The address of targets and what was reached of them, of a scope and those directly below it. Pure. */
export function attainmentsPath(ending: Ending, scope: Scope, { grain, start }: Period): string {
  return pathOf('attainments', ending, { ...scope, grain, start });
}

/** The address of a file of the platform, with what it is asked for. Pure. */
export function pathOf(file: string, ending: Ending, asked: Readonly<Record<string, string>>): string {
  return `/export/${file}.${ending}?${new URLSearchParams(asked).toString()}`;
}
