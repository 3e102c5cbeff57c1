import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

type Changes = Readonly<Record<string, string | null>>;

/** What a page is asked to show lies in its address, so that a link shows a colleague the same. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  /** Null takes a name out. With `push` the way back leads to what was shown before. */
  const change = useCallback(
    (changes: Changes, { push = false } = {}) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: !push },
      ),
    [setParams],
  );
  return { params, change };
}

/** A list in an address, parted by commas. */
export const listOf = (text: string | null): readonly string[] => (text ? text.split(',').filter(Boolean) : []);

/** The list with an entry, or without it where it was in. */
export const toggled = (list: readonly string[], entry: string): readonly string[] =>
  list.includes(entry) ? list.filter((one) => one !== entry) : [...list, entry];
