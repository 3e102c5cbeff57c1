import { Refusal } from '../refusals.js';

/**
 * Visits every value, however deep; not by recursion, since values may be nested as deep as the body is long. Refuses the keys that no
 * service reads, since they would change what an object is.
 */
export function walkValues(values: object, see: (path: string, value: unknown) => void = () => {}): void {
  const open: [path: string, value: unknown][] = [];
  const enter = (holder: object, path: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (key === '__proto__' || (key === 'prototype' && path.endsWith('constructor.')))
        throw new Refusal('BODY_KEY_RESERVED', { key: `${path}${key}` });
      open.push([`${path}${key}`, value]);
    }
  };
  enter(values, '');
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value] = next;
    see(path, value);
    if (typeof value === 'object' && value !== null) enter(value, `${path}.`);
  }
}
