interface Value {
  readonly metric: string;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}
interface Place {
  readonly id: string;
  readonly name: string;
}
export interface Row {
  readonly unit: Place | null;
  readonly staff: Place | null;
  readonly values: readonly Value[];
  readonly trend: readonly (number | null)[] | null;
}

/** OVERDUE: much of the plans of two weeks was left undone. SLOW: far behind the others today. */
export type Behind = 'OVERDUE' | 'SLOW';

/** A relationship manager, or a unit with all its own. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly isUnit: boolean;
  /** Of today's plan, in items. */
  readonly planned: number;
  readonly done: number;
  readonly contacts: number;
  /** Items of this week and the last, before today, that no contact did. */
  readonly overdue: number;
  readonly plannedBefore: number;
  /** Share of the plan done, of the last six days. */
  readonly trend: readonly (number | null)[];
  readonly behind: Behind | null;
}
export interface Team {
  readonly members: readonly Member[];
  readonly planned: number;
  readonly done: number;
  readonly contacts: number;
  readonly overdue: number;
  readonly behind: number;
}

const LEAST_OVERDUE = 3;
const OVERDUE_SHARE = 0.3;
/** Before the team has done this much of the day nobody is behind. */
const TEAM_BEGUN = 0.2;
const SLOW_SHARE = 0.5;

const sidesOf = (row: Row | undefined, metric: string) => {
  const value = row?.values.find((one) => one.metric === metric);
  return { done: value?.numerator ?? 0, planned: value?.denominator ?? 0 };
};
const keyOf = (row: Row): string => (row.unit ?? row.staff)!.id;

/** Where a team stands today, who falls behind first; `weeks` holds this week and the one before. Pure. */
export function teamOf(day: readonly Row[], weeks: readonly (readonly Row[])[]): Team {
  const earlier = weeks.map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const counted = day.map((row) =>
    memberOf(
      row,
      earlier.map((rows) => rows.get(keyOf(row))),
    ),
  );
  const sum = (of: (member: Member) => number) => counted.reduce((total, member) => total + of(member), 0);
  const [planned, done] = [sum((one) => one.planned), sum((one) => one.done)];
  const share = planned === 0 ? 0 : done / planned;
  const members = counted.map((member) => ({ ...member, behind: behindOf(member, share) })).sort(firstBehind);
  return {
    members,
    planned,
    done,
    contacts: sum((one) => one.contacts),
    overdue: sum((one) => one.overdue),
    behind: members.filter(({ behind }) => behind !== null).length,
  };
}

function memberOf(row: Row, weeks: readonly (Row | undefined)[]): Member {
  const today = sidesOf(row, 'PLAN_COMPLETION');
  const before = weeks.map((week) => sidesOf(week, 'PLAN_COMPLETION'));
  const plannedBefore = Math.max(before.reduce((total, { planned }) => total + planned, 0) - today.planned, 0);
  const doneBefore = Math.max(before.reduce((total, { done }) => total + done, 0) - today.done, 0);
  return {
    id: keyOf(row),
    name: (row.unit ?? row.staff)!.name,
    isUnit: row.unit !== null,
    ...today,
    contacts: sidesOf(row, 'CONTACTS').done,
    overdue: Math.max(plannedBefore - doneBefore, 0),
    plannedBefore,
    trend: row.trend ?? [],
    behind: null,
  };
}

function behindOf({ planned, done, overdue, plannedBefore }: Member, teamShare: number): Behind | null {
  if (overdue >= LEAST_OVERDUE && overdue >= plannedBefore * OVERDUE_SHARE) return 'OVERDUE';
  if (planned > 0 && teamShare >= TEAM_BEGUN && done / planned < teamShare * SLOW_SHARE) return 'SLOW';
  return null;
}

const shareOf = ({ done, planned }: Member): number => (planned === 0 ? 1 : done / planned);

function firstBehind(a: Member, b: Member): number {
  return (
    Number(a.behind === null) - Number(b.behind === null) ||
    b.overdue - a.overdue ||
    shareOf(a) - shareOf(b) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

interface Logged {
  readonly id: string;
}
/** Contacts as they came in before those that were read, each once. Pure. */
export function withArrived<C extends Logged>(read: readonly C[], arrived: readonly C[]): readonly C[] {
  const known = new Set(read.map(({ id }) => id));
  return [...arrived.filter(({ id }) => !known.has(id)), ...read];
}

/** Sentences of a refusal that are shown: nobody mends more at a time. */
const REFUSALS_SHOWN = 10;
/** Each sentence once, since many clients may be refused for one reason. Pure. */
export const handoverRefusals = (refusals: readonly { readonly message: string }[]): readonly string[] =>
  [...new Set(refusals.map(({ message }) => message))].slice(0, REFUSALS_SHOWN);
