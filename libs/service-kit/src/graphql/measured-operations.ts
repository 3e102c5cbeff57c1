import {
  DEFAULT_LIMITS,
  type GraphqlRequest,
  type OperationLimits,
  OperationReader,
  OperationRefused,
  type ReadOperation,
} from '@hengxin/operation-limits';
import { type GraphQLSchema, Kind } from 'graphql';
import type { RequestContext } from './request-context.js';

/**
 * What the gateway sends it has measured as the caller wrote it. What it makes of it, fragments unfolded and joined for
 * several places, is longer and repeats itself; it is validated, and no more.
 */
const FROM_THE_GATEWAY: OperationLimits = {
  depth: 100,
  cost: Infinity,
  rootFields: 20_000,
  fields: 100_000,
  queryBytes: 1_048_576,
};

interface Measured extends ReadOperation {
  readonly operations: number;
}
const make = (read: ReadOperation): Measured => ({
  ...read,
  operations: read.document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length,
});

/** Reads, validates and measures operations before they are executed. */
export class MeasuredOperations {
  private readonly ofStrangers: OperationReader<Measured>;
  private readonly ofTheGateway: OperationReader<Measured>;

  constructor(schema: GraphQLSchema) {
    this.ofStrangers = new OperationReader(schema, DEFAULT_LIMITS, { make });
    this.ofTheGateway = new OperationReader(schema, FROM_THE_GATEWAY, { make });
  }

  /** The text to execute. The executor validates what comes from the gateway by itself. Throws `OperationRefused`. */
  sourceOf({ query, operationName, variables }: GraphqlRequest, context: RequestContext): string {
    if (context.fromGateway) return query;
    const { definition, operations, check } = this.ofStrangers.get(query, operationName);
    if (definition.operation === 'subscription') throw new OperationRefused('SUBSCRIPTION_OVER_HTTP');
    check(variables);
    // The executor keeps one compiled operation a text: each of several needs a text of its own.
    return operations > 1 ? `${query}\n#${operationName}` : query;
  }

  /** A subscription that may begin. Throws `OperationRefused`. */
  subscription({ query, operationName, variables }: GraphqlRequest, context: RequestContext): ReadOperation {
    const operation = (context.fromGateway ? this.ofTheGateway : this.ofStrangers).get(query, operationName);
    if (operation.definition.operation !== 'subscription') throw new OperationRefused('SOCKET_SUBSCRIPTIONS_ONLY');
    operation.check(variables);
    return operation;
  }
}
