import { eventDefinition } from '@hengxin/contracts';

/** Brings stored data up to today's version of its event. */
export type Upcast = (type: string, version: number, data: Record<string, unknown>) => { version: number; data: Record<string, unknown> };

/** By the platform's catalogue. A type or version this process has not heard of yet stays as it was stored. */
export const upcastByCatalogue: Upcast = (type, version, data) => {
  const event = eventDefinition(type)?.event;
  return event && version < event.version ? { version: event.version, data: event.upcast(version, data) } : { version, data };
};
