import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isRequiredArgument,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type GraphQLArgument,
} from 'graphql';
import type { Selection, SelectedField } from './selection.js';

type Variables = Readonly<Record<string, unknown>>;
type Defaults = ReadonlyMap<string, unknown>;
type Factor = number | ((variables: Variables) => number);

/** What a read of its own counts, in list entries. */
const OWN_READ = 5;
/** What a list without pages is taken to hold, such as the items of a day. */
const LIST_ENTRIES = 20;

/**
 * How many list entries an operation may return at most: the sum, over its connections, of the product of their
 * `first`s. What a row does not hold counts too, times the entries around it. A field below the root that takes
 * arguments is read, or recorded, for each object by itself: `Client.consentValid`, or `Client.phone` when it reveals.
 */
export class Cost {
  private constructor(private readonly terms: readonly (readonly Factor[])[]) {}

  static of(root: Selection, defaults: Defaults): Cost {
    const terms: Factor[][] = [];
    const walk = (parent: Selection, around: Factor[], holder: 'ROOT' | 'PAGE' | 'OBJECT'): void => {
      for (const field of parent.fields) {
        const args = parent.type.getFields()[field.name]?.args ?? [];
        const page = pageSize(field, args, defaults, holder === 'ROOT' ? 1 : OWN_READ);
        const weight = page ?? (holder === 'ROOT' ? undefined : ownRead(field, args, defaults));
        if (weight !== undefined) terms.push([...around, weight]);
        const entries = page ?? (holder !== 'PAGE' && isListOfObjects(field) ? LIST_ENTRIES : undefined);
        for (const child of field.selections)
          walk(child, entries === undefined ? around : [...around, entries], page === undefined ? 'OBJECT' : 'PAGE');
      }
    };
    walk(root, [], 'ROOT');
    return new Cost(terms);
  }

  evaluate(variables: Variables): number {
    let sum = 0;
    for (const term of this.terms) {
      let product = 1;
      for (const factor of term) product *= amountOf(factor, variables);
      sum += product;
    }
    return sum;
  }
}

const amountOf = (factor: Factor, variables: Variables): number =>
  typeof factor === 'number' ? factor : factor(variables);

/** A page of a size that the service will refuse must not make the rest look free. */
function pageSize(
  field: SelectedField,
  args: readonly GraphQLArgument[],
  defaults: Defaults,
  least: number,
): Factor | undefined {
  const first = args.find(({ name }) => name === 'first');
  return (
    first && factorOf(field, first, defaults, (value) => (typeof value === 'number' && value > least ? value : least))
  );
}

/** Arguments that are left as they are by default ask for what the row holds: a masked phone number. */
function ownRead(field: SelectedField, args: readonly GraphQLArgument[], defaults: Defaults): Factor | undefined {
  if (args.some(isRequiredArgument)) return OWN_READ;
  const factors = args.map((argument) =>
    factorOf(field, argument, defaults, (value) => (value === (argument.defaultValue ?? undefined) ? 0 : OWN_READ)),
  );
  if (factors.every((factor) => typeof factor === 'number')) return Math.max(0, ...factors) || undefined;
  return (variables) => Math.max(...factors.map((factor) => amountOf(factor, variables)));
}

/** What an argument's value makes a field count; a value that is not given, or null, is the default. */
function factorOf(
  field: SelectedField,
  argument: GraphQLArgument,
  defaults: Defaults,
  count: (value: unknown) => number,
): Factor {
  const otherwise = argument.defaultValue ?? undefined;
  const given = (field.nodes[0] as FieldNode).arguments?.find(({ name }) => name.value === argument.name)?.value;
  if (!given) return count(otherwise);
  if (given.kind !== Kind.VARIABLE) return count(valueFromASTUntyped(given) ?? otherwise);
  const variable = given.name.value;
  const fallback = defaults.get(variable) ?? otherwise;
  return (variables) => count(variables[variable] ?? fallback);
}

function isListOfObjects({ type }: SelectedField): boolean {
  return type !== undefined && isListType(getNullableType(type)) && isCompositeType(getNamedType(type));
}
