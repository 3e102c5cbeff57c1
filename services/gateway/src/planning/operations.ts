import { OperationReader, type OperationLimits, type ReadOperation, type Selection } from '@hengxin/operation-limits';
import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Supergraph } from '../composition/compose.js';
import { ADDED, type Plan } from './plan.js';
import { soleOwner } from './ownership.js';
import { planOperation, refuseManyPositions } from './planner.js';

export type { OperationLimits } from '@hengxin/operation-limits';

/** An operation that has been read, checked and measured, and can be split among the services. */
export interface Operation extends ReadOperation {
  /** The service that answers all of it, so that the caller's own text can be sent on. */
  readonly soleOwner: string | undefined;
  /** The plan for the values that @include and @skip ask for. */
  plan(variables: Readonly<Record<string, unknown>>): Plan;
}

const PLANS_AN_OPERATION = 64;

/** Reads operations against the supergraph; the same text is read once. */
export class Operations {
  private readonly reader: OperationReader<Operation>;
  constructor(
    private readonly supergraph: Supergraph,
    schema: GraphQLSchema,
    limits: OperationLimits,
  ) {
    this.reader = new OperationReader(schema, limits, { reservedPrefix: ADDED.prefix, make: (read) => this.plannable(read) });
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
    const plans = new Map<string, Plan>();
    return {
      ...read,
      soleOwner: this.passThrough(read.document, selection),
      plan: (variables) => {
        const conditions = read.conditions(variables);
        const key = [...conditions.values()].join();
        let plan = plans.get(key);
        if (!plan) {
          if (plans.size >= PLANS_AN_OPERATION) plans.clear();
          plans.set(key, (plan = planOperation(this.supergraph, read.select(conditions), head)));
        }
        return plan;
      },
    };
  }

  /** The caller's own text can be sent on if its service knows every type that it names. */
  private passThrough(document: DocumentNode, selection: Selection): string | undefined {
    if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > 1) return undefined;
    const owner = soleOwner(this.supergraph, selection);
    if (!owner) return undefined;
    let known = true;
    const see = (name: string | undefined) => void (known &&= !name || (this.supergraph.typeOwners[name]?.includes(owner) ?? false));
    visit(document, {
      InlineFragment: (node) => see(node.typeCondition?.name.value),
      FragmentDefinition: (node) => see(node.typeCondition.name.value),
    });
    return known ? owner : undefined;
  }
}
