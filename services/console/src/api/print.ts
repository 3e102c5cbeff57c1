import { print as printAst } from '@0no-co/graphql.web';

const printed = new WeakMap<object, string>();

/** The text of an operation, written once. */
export function print(document: object): string {
  const known = printed.get(document);
  if (known !== undefined) return known;
  const text = printAst(document as Parameters<typeof printAst>[0]);
  printed.set(document, text);
  return text;
}
