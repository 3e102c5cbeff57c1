import { Kind, type FieldNode } from 'graphql';
import type { Selection, SelectedField } from './selection.js';

type Factor = number | { readonly variable: string; readonly otherwise: number };

/** How many list entries an operation may return at most: the sum, over its connections, of the product of their `first`s. */
export class Cost {
  private constructor(private readonly terms: readonly (readonly Factor[])[]) {}

  static of(selection: Selection, defaults: ReadonlyMap<string, unknown>): Cost {
    const terms: Factor[][] = [];
    const walk = (fields: readonly SelectedField[], parent: Selection, around: Factor[]): void => {
      for (const field of fields) {
        const factor = pageSize(parent, field, defaults);
        const within = factor === undefined ? around : [...around, factor];
        if (factor !== undefined) terms.push(within);
        for (const child of field.selections) walk(child.fields, child, within);
      }
    };
    walk(selection.fields, selection, []);
    return new Cost(terms);
  }

  evaluate(variables: Readonly<Record<string, unknown>>): number {
    let sum = 0;
    for (const term of this.terms) {
      let product = 1;
      for (const factor of term)
        product *= typeof factor === 'number' ? factor : atLeastOne(variables[factor.variable] ?? factor.otherwise);
      sum += product;
    }
    return sum;
  }
}

function pageSize(parent: Selection, field: SelectedField, defaults: ReadonlyMap<string, unknown>): Factor | undefined {
  const argument = parent.type.getFields()[field.name]?.args.find(({ name }) => name === 'first');
  if (!argument) return undefined;
  const otherwise = atLeastOne(argument.defaultValue);
  const given = (field.nodes[0] as FieldNode).arguments?.find(({ name }) => name.value === 'first')?.value;
  if (given?.kind === Kind.INT) return atLeastOne(Number(given.value));
  if (given?.kind === Kind.VARIABLE)
    return { variable: given.name.value, otherwise: atLeastOne(defaults.get(given.name.value) ?? otherwise) };
  return otherwise;
}

/** A page of a size that the service will refuse must not make the rest look free. */
const atLeastOne = (value: unknown): number => (typeof value === 'number' && value > 1 ? value : 1);
