import { ADDED, type ResponsePath, type Step } from '../planning/plan.js';
import type { JsonObject } from './completion.js';
import type { Path } from './answer-errors.js';

/** Visits each entity at a place of the answer so far. */
export function visitEntities(
  root: JsonObject,
  { steps, idKey }: ResponsePath,
  visit: (entity: JsonObject, id: unknown) => void,
): void {
  walk(root, steps, 0, (entity) => visit(entity, entity[idKey]));
}

function walk(value: unknown, steps: readonly Step[], depth: number, visit: (entity: JsonObject) => void): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const element of value) walk(element, steps, depth, visit);
    return;
  }
  if (!isOnType(value as JsonObject, steps[depth - 1])) return;
  const step = steps[depth];
  if (step) walk((value as JsonObject)[step.key], steps, depth + 1, visit);
  else visit(value as JsonObject);
}

/** The same walk with paths, for the rare answer that has an error to place. */
export function pathsOf(root: JsonObject, { steps, idKey }: ResponsePath): { id: unknown; path: Path }[] {
  const found: { id: unknown; path: Path }[] = [];
  const trace = (value: unknown, depth: number, path: Path): void => {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) return value.forEach((element, index) => trace(element, depth, [...path, index]));
    if (!isOnType(value as JsonObject, steps[depth - 1])) return;
    const step = steps[depth];
    if (step) trace((value as JsonObject)[step.key], depth + 1, [...path, step.key]);
    else found.push({ id: (value as JsonObject)[idKey], path });
  };
  trace(root, 0, []);
  return found;
}

const isOnType = (value: JsonObject, step: Step | undefined): boolean =>
  !step?.onType || value[ADDED.type] === step.onType;
