/** What two executions of one operation are compared by. */
export interface Compared {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[];
}

/** An answer of the lenient schema with the elements that are not there left out of their lists. */
export function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((each) => (each === null ? [] : [withoutGaps(each)]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutGaps(each)]));
}

/**
 * The places that are empty because of an error, lists from which one took elements aside: two executions may tell
 * different first causes, never different holes.
 */
export function holes({ data, errors }: Compared): string[] {
  const places = (errors ?? []).flatMap(({ path }) => {
    let value: unknown = data;
    const seen: (string | number)[] = [];
    for (const step of path ?? []) {
      if (value === null || value === undefined) break;
      if (Array.isArray(value) && (value[step as number] ?? null) === null) return [];
      // As it is counted once the missing ones are gone.
      seen.push(Array.isArray(value) ? value.slice(0, step as number).filter((each) => each !== null).length : step);
      value = (value as Record<string | number, unknown>)[step];
    }
    if (Array.isArray(value)) return [];
    return value === null ? seen.join('/') : `not empty: ${path?.join('/')}`;
  });
  return [...new Set(places)].sort();
}

/** The places at which errors are told. */
export const errorPaths = ({ errors = [] }: Compared): string[] =>
  errors.map(({ path }) => path?.join('/') ?? 'everything').sort();
