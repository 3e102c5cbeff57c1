import type { EventType } from '@hengxin/event-sourcing';
import { z } from 'zod';

const schemas = new WeakMap<EventType, z.ZodObject>();

/**
 * Checks published data: the event's schema, its personal fields left out. Unknown fields are let through, for a newer
 * publisher may add some. Answers what is wrong, without any value.
 */
export function acceptsPublished(event: EventType, data: Record<string, unknown>): string | undefined {
  let schema = schemas.get(event);
  if (!schema) schemas.set(event, (schema = publishedSchema(event)));
  const result = schema.safeParse(data);
  if (result.success) return undefined;
  const issues = result.error.issues.filter((issue) => !isPersonal(event, issue.path));
  return issues.length === 0
    ? undefined
    : issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.code}`).join('; ');
}

function publishedSchema(event: EventType): z.ZodObject {
  const omitted = event.personal.filter((path) => path.length === 1).map(([field]) => [field!, true] as const);
  return event.schema.omit(Object.fromEntries(omitted) as never) as z.ZodObject;
}

/** True for a path at or below a personal field, the numbers of array elements aside. */
function isPersonal(event: EventType, path: readonly PropertyKey[]): boolean {
  const names = path.filter((part) => typeof part === 'string');
  return event.personal.some((personal) => personal.every((part, i) => names[i] === part));
}
