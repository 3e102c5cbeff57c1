import type { DynamicModule, Type } from '@nestjs/common';
import { type BankCalendar, catalogue as platformEvents, type Context } from '@hengxin/contracts';
import type { AnyDeadline } from '@hengxin/deadlines';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import type { Projection } from '@hengxin/projections';
import type { Clock } from './clock.js';
import type { EntityClass, MigrationClass } from './database/database.js';
import type { Rebuilding } from './rebuild/rebuilding.js';

/** What read models are made with. */
export interface ProjectionParts {
  readonly clock: Clock;
  /** The bank's, which days that it says of overrule while the service runs. */
  readonly calendar: BankCalendar;
}

/** What makes a service: everything else is the same for all of them. */
export interface ServiceDefinition {
  readonly name: Context;
  /**
   * Nest module with the service's resolvers, queries and reactions as providers, its consumers and HTTP handlers as
   * controllers.
   */
  readonly module: Type | DynamicModule;
  /** The subgraph's SDL, or the folder with its `*.graphql` files: `new URL('../src/', import.meta.url)`. */
  readonly typeDefs: string | URL;
  readonly entities?: readonly EntityClass[];
  /** Read models that do no more than write: each becomes a consumer of its name. */
  readonly projections?: readonly Projection[] | ((parts: ProjectionParts) => readonly Projection[]);
  /**
   * Read models that a controller of the module consumes by `@Consumes(projection)`, since more follows from a batch
   * than what it writes. They are listed so that they are checked, rebuilt and watched as the others are.
   */
  readonly consumedProjections?: readonly Projection[];
  /** The events that there are; default the platform's. */
  readonly catalogue?: EventCatalogue;
  /** Moments to come at which the service acts by itself. */
  readonly deadlines?: readonly AnyDeadline[];
  /**
   * The service's own; those of the bus, the deadlines, the directory and the remembered answers come by themselves.
   */
  readonly migrations?: readonly MigrationClass[];
  /** How a read model is made again while the service goes on; absent, none is. */
  readonly rebuild?: Rebuilding;
}

/** The events that there are for a service. */
export function catalogueOf({ catalogue = platformEvents }: Pick<ServiceDefinition, 'catalogue'>): EventCatalogue {
  return catalogue;
}

/** All its read models: what is checked at start, and what a rebuild begins again. */
export function projectionsOf(
  definition: Pick<ServiceDefinition, 'projections' | 'consumedProjections'>,
  parts: ProjectionParts,
): readonly Projection[] {
  return [...writtenProjectionsOf(definition, parts), ...(definition.consumedProjections ?? [])];
}

/** Those that do no more than write, for the clock by which the service says what day it is. */
export function writtenProjectionsOf(
  { projections = [] }: Pick<ServiceDefinition, 'projections'>,
  { clock, calendar }: ProjectionParts,
): readonly Projection[] {
  return typeof projections === 'function' ? projections({ clock, calendar }) : projections;
}
