import { isText } from '@hengxin/scalars';
import { OperationRefused } from '../refused.js';
import { named } from './field-at-fault.js';

/** No input of any service is nested as deep as this: code that reads the values after us may do so by recursion. */
const MOST_LEVELS = 32;

export const NO_TEXT = 'holds U+0000 or half a surrogate pair, which no text may: leave it out.';

/**
 * Visits every value, however deep; not by recursion, since values may be nested as deep as the body is long. Refuses
 * the keys that no service reads, since they would change what an object is.
 */
export function walkValues(
  values: object,
  see: (path: string, value: unknown, level: number) => void = () => {},
): void {
  const open: [path: string, value: unknown, level: number][] = [];
  const enter = (holder: object, path: string, level: number): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (key === '__proto__' || (key === 'prototype' && path.endsWith('constructor.')))
        throw new OperationRefused('BODY_KEY_RESERVED', { key: `${path}${key}` });
      open.push([`${path}${key}`, value, level]);
    }
  };
  enter(values, '', 1);
  for (let next = open.pop(); next; next = open.pop()) {
    const [path, value, level] = next;
    see(path, value, level);
    if (typeof value === 'object' && value !== null) enter(value, `${path}.`, level + 1);
  }
}

/** Refuses variables that no service could read: texts that are none, and values nested without end. */
export function refuseUnreadable(variables: object): void {
  walkValues(variables, (path, value, level) => {
    if (level > MOST_LEVELS)
      throw unreadable(`"$${path.split('.', 1)[0]}" is nested in more than ${MOST_LEVELS} levels.`, path.split('.', 1));
    if (typeof value === 'string' && !isText(value)) throw unreadable(`"$${path}" ${NO_TEXT}`, path.split('.'));
  });
}

function unreadable(detail: string, path: readonly string[]): OperationRefused {
  return new OperationRefused('VARIABLE_INVALID', { detail }, undefined, named(path));
}
