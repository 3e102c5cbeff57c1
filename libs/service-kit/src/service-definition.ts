import type { Type } from '@nestjs/common';
import type { Context } from '@hengxin/contracts';
import type { EntityClass, MigrationClass } from './database/database.js';

/** What makes a service: everything else is the same for all of them. */
export interface ServiceDefinition {
  readonly name: Context;
  /** Nest module with the service's resolvers, queries and reactions as providers, its consumers and HTTP handlers as controllers. */
  readonly module: Type;
  /** The subgraph's SDL, or the file it is in: `new URL('./api/schema.graphql', import.meta.url)`. */
  readonly typeDefs: string | URL;
  readonly entities?: readonly EntityClass[];
  /** The service's own; those of the bus, the directory and the remembered answers come by themselves. */
  readonly migrations?: readonly MigrationClass[];
}
