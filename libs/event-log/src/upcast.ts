import { eventDefinition, healed } from '@hengxin/contracts';

/** Brings stored data up to today's version of its event. */
export type Upcast = (type: string, version: number, data: Record<string, unknown>) => { version: number; data: Record<string, unknown> };

/**
 * By the platform's catalogue, and healed of values that were taken once and are no more. A type or version this process has not heard of
 * yet stays as it was stored.
 */
export const upcastByCatalogue: Upcast = (type, version, data) => {
  const event = eventDefinition(type)?.event;
  if (!event || version > event.version) return { version, data };
  return { version: event.version, data: healed(type, version < event.version ? event.upcast(version, data) : data) };
};
