import type { Role } from '../../app/access.js';

export type Entry =
  | 'visits'
  | 'complaints'
  | 'cockpit'
  | 'segments'
  | 'groups'
  | 'playbooks'
  | 'gifts'
  | 'help'
  | 'greetings'
  | 'mastery'
  | 'leave'
  | 'organisation';

/** What a role finds here beside the pages of its bar. Pure. */
const ENTRIES_OF: Readonly<Record<Role, readonly Entry[]>> = {
  RM: ['greetings', 'help', 'gifts', 'segments', 'groups', 'playbooks', 'mastery', 'leave'],
  UNIT_HEAD: ['complaints', 'help', 'gifts', 'cockpit', 'segments', 'playbooks', 'mastery', 'leave', 'organisation'],
  HEAD_OFFICE: ['visits', 'complaints', 'gifts', 'help', 'segments', 'playbooks', 'mastery'],
  ADMIN: ['gifts'],
  INTEGRATION: [],
};
export const entriesOf = (role: Role): readonly Entry[] => ENTRIES_OF[role];

/** How many wait in an entry, as it is said; where a page is full there may be more. */
export type Counts = Readonly<Partial<Record<Entry, string>>>;

interface Page {
  readonly edges: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}
/** The rows of a first page in words: 3, 20+; undefined for none. Pure. */
export const countOf = ({ edges, pageInfo }: Page): string | undefined =>
  edges.length === 0 ? undefined : `${edges.length}${pageInfo.hasNextPage ? '+' : ''}`;

/** Those still to be greeted on festivals whose lists are open; undefined for none. Pure. */
export function toGreetOf(
  lists: readonly { readonly opensOn: string; readonly toGreet: number }[],
  today: string,
): string | undefined {
  const left = lists.filter(({ opensOn }) => opensOn <= today).reduce((sum, { toGreet }) => sum + toGreet, 0);
  return left === 0 ? undefined : String(left);
}
