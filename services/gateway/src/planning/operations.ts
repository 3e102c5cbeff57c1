import { OperationReader, type OperationLimits, type ReadOperation, type Selection } from '@hengxin/operation-limits';
import { Kind, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Supergraph } from '../composition/supergraph.js';
import { ADDED, type Plan } from './plan.js';
import { asksNobody, soleOwner } from './ownership.js';
import { planOperation, refuseManyPositions } from './planner.js';
import { ServiceSchemas } from './service-schemas.js';

export type { OperationLimits } from '@hengxin/operation-limits';

/** An operation that has been read, checked and measured, and can be split among the services. */
export interface Operation extends ReadOperation {
  /** The service that answers all of it, so that the caller's own text can be sent on. */
  readonly soleOwner: string | undefined;
  /** True when it is answered here, without any service. */
  readonly asksNobody: boolean;
  /** The plan for the values that @include and @skip ask for. */
  plan(variables: Readonly<Record<string, unknown>>): Plan;
}

/** Of all operations together: each may have as many as there are ways to decide its conditions. */
const CACHED_PLANS = 10_000;
const CACHED_BYTES = 64_000_000;

/** Reads operations against the supergraph; the same text is read once. */
export class Operations {
  private readonly reader: OperationReader<Operation>;
  private readonly schemas: ServiceSchemas;
  private readonly plans = new LRUCache<string, Plan>({ max: CACHED_PLANS, maxSize: CACHED_BYTES });
  private read = 0;
  constructor(
    private readonly supergraph: Supergraph,
    schema: GraphQLSchema,
    limits: OperationLimits,
  ) {
    this.schemas = new ServiceSchemas(supergraph);
    this.reader = new OperationReader(schema, limits, {
      reservedPrefix: ADDED.prefix,
      make: (read) => this.plannable(read),
    });
  }

  /** Throws `OperationRefused`. */
  get(query: string, operationName: string | undefined): Operation {
    return this.reader.get(query, operationName);
  }

  private plannable(read: ReadOperation): Operation {
    const { definition, selection } = read;
    const head = {
      operation: definition.operation,
      name: definition.name?.value,
      variableDefinitions: definition.variableDefinitions ?? [],
    };
    refuseManyPositions(selection, head);
    const number = this.read++;
    return {
      ...read,
      soleOwner: this.passThrough(read.document, selection),
      asksNobody: asksNobody(selection),
      plan: (variables) => {
        const conditions = read.conditions(variables);
        const key = `${number} ${[...conditions.values()].join()}`;
        let plan = this.plans.get(key);
        if (!plan)
          this.plans.set(key, (plan = planOperation(this.supergraph, read.select(conditions), head)), {
            size: read.weight,
          });
        return plan;
      },
    };
  }

  /** The caller's own text can be sent on if its service knows all that it names. */
  private passThrough(document: DocumentNode, selection: Selection): string | undefined {
    if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1) return undefined;
    const owner = soleOwner(this.supergraph, selection);
    return owner && this.schemas.takes(owner, document) ? owner : undefined;
  }
}
