import { Kind, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';
import { OperationRefused } from '../refused.js';

/** So many that 300 fields may have the same name where 500 are allowed; a validator needs some 20 ms for them. */
const COMPARISONS_A_FIELD = 100;
/** What it costs to compare an argument, in fields without any. */
const FIELDS_AN_ARGUMENT = 3;
const CHARACTERS_A_FIELD = 4;

/**
 * Refuses an operation whose validation would take long, here and in the services. Validation compares every two fields
 * of one name, with their arguments, and every two spreads. It does so again for each inline fragment around them.
 * Counted for the text as a whole, since fragments bring any two places together.
 */
export function refuseRepetition(document: DocumentNode, fields: number): void {
  const repeated = new Map<string, { sum: number; squares: number }>();
  const note = (name: string, weight: number): void => {
    const { sum, squares } = repeated.get(name) ?? { sum: 0, squares: 0 };
    repeated.set(name, { sum: sum + weight, squares: squares + weight * weight });
  };
  const walk = ({ selections }: SelectionSetNode, around: number): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) note(node.alias?.value ?? node.name.value, around * sizeOf(node));
      else if (node.kind === Kind.FRAGMENT_SPREAD) note('...', around);
      if ('selectionSet' in node && node.selectionSet)
        walk(node.selectionSet, node.kind === Kind.INLINE_FRAGMENT ? around + 1 : around);
    }
  };
  for (const definition of document.definitions) if ('selectionSet' in definition) walk(definition.selectionSet, 1);
  let count = 0;
  for (const { sum, squares } of repeated.values()) count += (sum * sum - squares) / 2;
  const limit = fields * COMPARISONS_A_FIELD;
  if (count > limit)
    throw new OperationRefused('OPERATION_TOO_WIDE', {
      count: Math.ceil(count),
      limit,
      what: { en: 'comparisons of fields of the same name', zh: '同名字段比较' },
    });
}

/** What a field adds to a comparison: itself and its arguments, which are written out and compared as texts. */
function sizeOf({ arguments: given }: FieldNode): number {
  let size = 1;
  for (const { loc } of given ?? [])
    size += FIELDS_AN_ARGUMENT + (loc ? (loc.end - loc.start) / CHARACTERS_A_FIELD : 0);
  return size;
}
