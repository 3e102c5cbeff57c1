import type { BankCalendar } from '@hengxin/contracts';
import type { EventBus } from '@hengxin/event-bus';
import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { READS_FROM } from './graphql/allow.js';
import { Clock } from './clock.js';
import { catalogueOf, projectionsOf, type ServiceDefinition } from './service-definition.js';
import { CALENDAR, EVENT_BUS } from './tokens.js';

/**
 * Throws for what was left out and would be silent: an event that no catalogue has, a consumer that an answer waits for
 * and nobody runs.
 */
export function assertWired(app: INestApplicationContext, definition: ServiceDefinition): void {
  const { progress } = app.get<EventBus>(EVENT_BUS);
  const catalogue = catalogueOf(definition);
  const known = new Set(progress.names);
  const parts = { clock: app.get(Clock), calendar: app.get<BankCalendar>(CALENDAR) };
  for (const { consumer, events } of projectionsOf(definition, parts)) {
    for (const { type } of events)
      if (!catalogue.definitionOf(type))
        throw new Error(`${consumer} consumes ${type}, which the catalogue of events has not: list its aggregate`);
    if (!known.has(consumer))
      throw new Error(`nothing consumes the projection ${consumer}: give a controller a method of @Consumes(…)`);
  }
  for (const { method, consumers } of readers(app))
    for (const consumer of consumers)
      if (!known.has(consumer))
        throw new Error(`${method} reads from ${consumer}, which is no consumer of the service: list its projection`);
}

/** Every method of a provider that says which consumers it reads from. */
function* readers(app: INestApplicationContext): Iterable<{ method: string; consumers: readonly string[] }> {
  for (const module of app.get(ModulesContainer).values())
    for (const { instance } of module.providers.values() as Iterable<{ instance?: unknown }>) {
      const prototype =
        instance !== null && typeof instance === 'object' ? (Object.getPrototypeOf(instance) as object | null) : null;
      if (!prototype || prototype === Object.prototype) continue;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
        if (typeof method !== 'function' || name === 'constructor') continue;
        const consumers = Reflect.getMetadata(READS_FROM, method) as readonly string[] | undefined;
        if (consumers) yield { method: name, consumers };
      }
    }
}
