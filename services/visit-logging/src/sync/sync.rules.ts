/** What a device may have done without a network, in the order of the schema. */
export const SYNCED = ['planVisit', 'setVisitGoal', 'startVisit', 'endVisit', 'reviewVisit', 'cancelVisit'] as const;
export type SyncedCommand = (typeof SYNCED)[number];

/** A batch at most: some days without a network. */
export const SYNCED_AT_MOST = 100;

/** Codes that say that the visit has moved on since the device saw it. */
const CONFLICTS: ReadonlySet<string> = new Set([
  'VISIT_UNKNOWN',
  'VISIT_ALREADY_STARTED',
  'VISIT_ALREADY_ENDED',
  'VISIT_ALREADY_REVIEWED',
  'VISIT_CALLED_OFF',
  'VISIT_NOT_STARTED',
  'VISIT_NOT_ENDED',
]);

export function isConflict(errors: readonly { readonly code: string }[]): boolean {
  return errors.some(({ code }) => CONFLICTS.has(code));
}

/** Where a command of a batch stands; the fields of its own refusals go on from there. */
export function fieldIn(index: number, name: SyncedCommand, [, ...rest]: readonly string[]): string[] {
  return ['input', 'commands', String(index), name, ...rest];
}

interface Worded {
  readonly goal?: { readonly text?: string | null } | null;
  readonly notes?: string | null;
  readonly lesson?: string | null;
  readonly nextTopic?: string | null;
  readonly reason?: string | null;
  readonly overrideReason?: string | null;
  readonly findings?: readonly { readonly text?: string | null }[] | null;
  readonly topics?: readonly string[] | null;
  readonly reactions?: readonly { readonly topic: string }[] | null;
}

/** All that somebody wrote in a command, so that no word is lost where it came too late. Null: they wrote nothing. */
export function wordsIn(input: object): string | null {
  const { goal, notes, lesson, nextTopic, reason, overrideReason, findings, topics, reactions } = input as Worded;
  const words = [
    goal?.text,
    overrideReason,
    notes,
    ...(findings ?? []).map(({ text }) => text),
    ...(topics ?? []),
    ...(reactions ?? []).map(({ topic }) => topic),
    lesson,
    nextTopic,
    reason,
  ];
  const said = words.flatMap((text) => (text?.trim() ? [text.trim()] : []));
  return said.length > 0 ? said.join('\n') : null;
}
