/**
 * A sheet that somebody was filling in when its page was loaded again, as for a new build. It lies in the tab alone and
 * until the sheet is saved or shut.
 */
interface Kept<T> {
  readonly subject: string;
  /** The path of the page on which the sheet lay. */
  readonly path: string;
  readonly sheet: T;
}

const KEY = 'hengxin-sheet';
/** What the page before this one left: a sheet of this very page is shown already. */
let left = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept<unknown> | null;

export const keptSheet = {
  /** Writes down how the sheet stands that is shown now. */
  keep(subject: string, sheet: unknown): void {
    left = null;
    sessionStorage.setItem(KEY, JSON.stringify({ subject, path: location.pathname, sheet } satisfies Kept<unknown>));
  },
  /** It was saved or shut, or nobody is to find it again. */
  drop(): void {
    left = null;
    sessionStorage.removeItem(KEY);
  },
  /** The sheet that this person left open on this page, until it is shown. */
  leftBy<T>(subject: string): T | null {
    return left?.subject === subject && left.path === location.pathname ? (left.sheet as T) : null;
  },
};
