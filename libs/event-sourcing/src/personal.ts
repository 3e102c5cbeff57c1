import { z } from 'zod';

/**
 * Marks a field that names or describes a person. It stays in the log and in its owner's read models, and nowhere else.
 */
export function personal<S extends z.ZodType>(schema: S): S {
  return schema.meta({ ...schema.meta(), personal: true }) as S;
}

/**
 * Paths of the personal fields of an object schema, through optionals, nullables, defaults, arrays and nested objects.
 */
export function personalPaths(schema: z.ZodType, at: readonly string[] = []): string[][] {
  const bare = unwrap(schema);
  if (bare.personal) return [[...at]];
  if (bare.schema instanceof z.ZodObject)
    return Object.entries(bare.schema.shape).flatMap(([name, field]) =>
      personalPaths(field as z.ZodType, [...at, name]),
    );
  if (bare.schema instanceof z.ZodArray) return personalPaths(bare.schema.element as z.ZodType, at);
  return [];
}

/** A copy of the data without the fields at the given paths. Arrays are walked element by element. */
export function stripPersonal(
  data: Record<string, unknown>,
  paths: readonly (readonly string[])[],
): Record<string, unknown> {
  if (paths.length === 0) return data;
  const copy = { ...data };
  for (const [head, ...rest] of paths) {
    if (head === undefined || !(head in copy)) continue;
    if (rest.length === 0) delete copy[head];
    else copy[head] = stripNested(copy[head], rest);
  }
  return copy;
}

function stripNested(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((element) => stripNested(element, path));
  if (value === null || typeof value !== 'object') return value;
  return stripPersonal(value as Record<string, unknown>, [path]);
}

function unwrap(schema: z.ZodType): { schema: z.ZodType; personal: boolean } {
  let current: z.ZodType = schema;
  for (;;) {
    if (current.meta()?.['personal'] === true) return { schema: current, personal: true };
    if (
      current instanceof z.ZodOptional ||
      current instanceof z.ZodNullable ||
      current instanceof z.ZodDefault ||
      current instanceof z.ZodReadonly
    )
      current = current.unwrap() as z.ZodType;
    else return { schema: current, personal: false };
  }
}
