import { Kind, type ValueNode } from 'graphql';
import type { Supergraph } from '../composition/supergraph.js';
import { fieldShape } from './field-shape.js';
import { FetchPlanner } from './fetch-planner.js';
import type { FieldShape, Plan, PositionSource } from './plan.js';
import type { OperationHead } from './request-text.js';
import { isIntrospection, OperationRefused, type SelectedField, type Selection } from '@hengxin/operation-limits';

/** Splits an operation by owner. */
export function planOperation(supergraph: Supergraph, selection: Selection, head: OperationHead): Plan {
  const shapes = new Map<string, FieldShape>();
  const sequences = groupIntoSequences(selection, head).map(({ fields, position }) =>
    new FetchPlanner(supergraph, head, position).plan(selection, fields, shapes),
  );
  for (const field of selection.fields)
    if (!shapes.has(field.key)) shapes.set(field.key, schemaField(selection, field));
  return {
    operation: head.operation,
    sequences: sequences,
    root: {
      typeName: selection.type.name,
      fields: selection.fields.map(({ key }) => shapes.get(key)!),
      isWhole: false,
    },
    introspects: selection.fields.some(isIntrospection),
  };
}

/**
 * A screen shows what one command did, or a few. Each position is a request of its own to each service, and may be
 * waited for.
 */
const MOST_POSITIONS = 3;

/** Refuses a query that would hold many of a service's connections at once: they are there for everybody. */
export function refuseManyPositions(selection: Selection, head: OperationHead): void {
  if (head.operation !== 'query') return;
  const count = groupIntoSequences(selection, head).filter(({ position }) => position).length;
  if (count > MOST_POSITIONS)
    throw new OperationRefused('OPERATION_TOO_WIDE', {
      count,
      limit: MOST_POSITIONS,
      what: { en: 'different positions by `atLeast`', zh: '不同 `atLeast` 位置' },
    });
}

/** Mutations run one by one. Queries that must hold different positions are kept apart, since a request carries one. */
function groupIntoSequences(
  selection: Selection,
  head: OperationHead,
): { fields: SelectedField[]; position: PositionSource | undefined }[] {
  const sequences = new Map<string, { fields: SelectedField[]; position: PositionSource | undefined }>();
  for (const field of selection.fields) {
    if (field.name.startsWith('__')) continue;
    const isMutation = head.operation === 'mutation';
    const position = isMutation ? undefined : atLeast(field, head);
    const key = isMutation ? field.key : JSON.stringify(position ?? null);
    const sequence = sequences.get(key);
    if (sequence) sequence.fields.push(field);
    else sequences.set(key, { fields: [field], position });
  }
  return [...sequences.values()];
}

function atLeast(field: SelectedField, head: OperationHead): PositionSource | undefined {
  const value = field.nodes[0]?.arguments?.find(({ name }) => name.value === 'atLeast')?.value;
  if (value?.kind === Kind.STRING) return { from: 'literal', value: value.value };
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  const fallback: ValueNode | undefined = head.variableDefinitions.find(
    ({ variable }) => variable.name.value === name,
  )?.defaultValue;
  return { from: 'variable', name, otherwise: fallback?.kind === Kind.STRING ? fallback.value : undefined };
}

function schemaField(parent: Selection, field: SelectedField): FieldShape {
  return { ...fieldShape(parent, field), constant: field.name === '__typename' ? parent.type.name : undefined };
}
