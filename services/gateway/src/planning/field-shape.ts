import { isNonNullType, isWrappingType, type GraphQLOutputType } from 'graphql';
import type { FieldShape, Wrapping } from './plan.js';
import type { SelectedField, Selection } from '@hengxin/operation-limits';

/** A field of an answer, as yet without what its selection adds. */
export function fieldShape(parent: Selection, field: SelectedField): FieldShape {
  return {
    key: field.key,
    coordinate: `${parent.type.name}.${field.name}`,
    wrapping: wrappingOf(field.type!),
    constant: undefined,
    isWhole: true,
    shapes: [],
  };
}

function wrappingOf(type: GraphQLOutputType): Wrapping {
  const nonNull = isNonNullType(type);
  const inner = nonNull ? type.ofType : type;
  return { nonNull, of: isWrappingType(inner) ? wrappingOf(inner.ofType) : undefined };
}
