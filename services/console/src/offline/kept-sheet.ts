/**
 * Forms that somebody was filling in when their page went away: loaded again as for a new build, or for a sign-in that
 * had run out. They lie in the tab alone, of one person, and until they are sent or discarded.
 */
interface Kept {
  readonly subject: string;
  readonly forms: Readonly<Record<string, unknown>>;
}
type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'hengxin-forms';

/** Forms kept in a place of the browser's. */
export function keptIn(place: () => Place) {
  const read = (): Kept | null => JSON.parse(place().getItem(KEY) ?? 'null') as Kept | null;
  const formsOf = (subject: string): Kept['forms'] => {
    const kept = read();
    return kept?.subject === subject ? kept.forms : {};
  };
  return {
    /** Writes down how a form stands; those of another person are gone with that. */
    keep(subject: string, name: string, form: unknown): void {
      const kept: Kept = { subject, forms: { ...formsOf(subject), [name]: form } };
      place().setItem(KEY, JSON.stringify(kept));
    },
    /** It was sent or shut, or nobody is to find it again. */
    drop(name: string): void {
      const kept = read();
      if (!kept || !(name in kept.forms)) return;
      const { [name]: _dropped, ...forms } = kept.forms;
      place().setItem(KEY, JSON.stringify({ ...kept, forms }));
    },
    dropAll: (): void => place().removeItem(KEY),
    /** What others than this person left. */
    dropOthers(subject: string): void {
      const kept = read();
      if (kept && kept.subject !== subject) place().removeItem(KEY);
    },
    /** How this person left a form; null: they left none. */
    leftBy: <T>(subject: string, name: string): T | null => (formsOf(subject)[name] as T | undefined) ?? null,
  };
}

export const keptSheet = keptIn(() => sessionStorage);

/** The name of the sheet in which a contact is logged on the page that is shown. */
export const logHere = (): string => `log ${location.pathname}`;
