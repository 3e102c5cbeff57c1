import { buildSubgraphSchema } from '@apollo/subgraph';
import { buildSchema, graphql, isObjectType, parse, type GraphQLSchema } from 'graphql';
import type { Subgraph } from '../composition/supergraph.js';
import { ServiceUnavailable, type Headers, type SubgraphAnswer, type SubgraphPort } from '../upstream/subgraph-port.js';
import { world, type Resolvers } from './world.js';

/** Services without processes: each answers its slice of the world by graphql-js. Notes what it was asked. */
export class InProcessSubgraphs implements SubgraphPort {
  readonly asked: { service: string; query: string; headers: Headers }[] = [];
  readonly down = new Set<string>();
  /** Ids of entities that nobody knows. */
  readonly gone = new Set<string>();
  private readonly schemas: Map<string, GraphQLSchema>;

  constructor(subgraphs: readonly Subgraph[]) {
    this.schemas = new Map(subgraphs.map(({ name, sdl }) => [name, subgraphSchema(sdl, this.gone)]));
  }

  async send(service: string, body: string | Uint8Array, headers: Headers): Promise<SubgraphAnswer> {
    const { query, variables, operationName } = JSON.parse(String(body));
    this.asked.push({ service, query, headers });
    if (this.down.has(service)) throw new ServiceUnavailable(service, new Error('down'));
    const result = await graphql({
      schema: this.schemas.get(service)!,
      source: query,
      variableValues: variables,
      operationName,
    });
    return { status: 200, body: Buffer.from(JSON.stringify(result)) };
  }
}

/** The whole world in one schema, for comparison. */
export function wholeSchema(publicSdl: string, resolvers = world): GraphQLSchema {
  const schema = buildSchema(publicSdl);
  for (const type of Object.values(schema.getTypeMap())) attach(schema, type.name, resolvers);
  return schema;
}

/** The same, but that no null climbs out of the element of a list. */
export function lenientSchema(publicSdl: string, resolvers = world): GraphQLSchema {
  return wholeSchema(publicSdl.replace(/\[(\w+)!\]/g, '[$1]'), resolvers);
}

export function subgraphSchema(sdl: string, gone: ReadonlySet<string> = new Set(), resolvers = world): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: {} }]);
  for (const type of Object.values(schema.getTypeMap())) {
    attach(schema, type.name, resolvers);
    if (isObjectType(type) && resolvers[type.name])
      type.extensions = {
        ...type.extensions,
        apollo: {
          subgraph: {
            resolveReference: (reference: object) => (gone.has((reference as { id: string }).id) ? null : reference),
          },
        },
      };
  }
  return schema;
}

function attach(schema: GraphQLSchema, name: string, resolvers: Resolvers): void {
  const type = schema.getType(name);
  if (!isObjectType(type)) return;
  for (const [field, resolve] of Object.entries(resolvers[name] ?? {}))
    if (type.getFields()[field]) type.getFields()[field]!.resolve = resolve;
}
