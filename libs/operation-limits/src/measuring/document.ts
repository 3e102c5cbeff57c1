import {
  GraphQLError,
  Lexer,
  MaxIntrospectionDepthRule,
  parse,
  Source,
  specifiedRules,
  TokenKind,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { OperationLimits } from '../limits.js';
import { OperationRefused } from '../refused.js';
import { refuseConditionalRoots } from './conditions.js';
import { fieldOfNode } from './field-at-fault.js';
import { refuseRepetition } from './repetition.js';
import { isText } from '@hengxin/scalars';
import { NO_TEXT } from './values.js';

const MOST_TOKENS = 10_000;
/**
 * Brackets within brackets. Code that reads, checks or measures a query goes down as deep, and the stack has an end.
 */
const MOST_NESTED = 200;
/** Without the one that unfolds fragments without end; `refuseLargeIntrospection` bounds what it would. */
const RULES = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);

/**
 * A query text as a document that fits the schema. A text that would take long to read is refused before it is read.
 * Throws `OperationRefused`.
 */
export function readDocument(
  schema: GraphQLSchema,
  query: string,
  limits: OperationLimits,
  reservedPrefix: string | undefined,
): DocumentNode {
  const document = parseShallow(query, limits);
  refuseRepetition(document, limits.fields);
  refuseConditionalRoots(document);
  const [fault] = validate(schema, document, RULES, { maxErrors: 1 });
  if (fault)
    throw new OperationRefused(
      'QUERY_INVALID',
      { detail: fault.message },
      fault.locations,
      fieldOfNode(document, fault.nodes?.[0]),
    );
  const refuseReserved = (name: string | undefined): void => {
    if (name === '__proto__' || (reservedPrefix !== undefined && name?.startsWith(reservedPrefix)))
      throw new OperationRefused('NAME_RESERVED', { name });
  };
  visit(document, {
    Field: ({ alias }) => refuseReserved(alias?.value),
    VariableDefinition: ({ variable }) => refuseReserved(variable.name.value),
    StringValue: (node) => {
      if (!isText(node.value))
        throw new OperationRefused(
          'QUERY_INVALID',
          { detail: `a text in it ${NO_TEXT}` },
          undefined,
          fieldOfNode(document, node),
        );
    },
  });
  return document;
}

function parseShallow(query: string, { depth: limit }: OperationLimits): DocumentNode {
  try {
    const depth = nestingOf(query);
    if (depth > MOST_NESTED) throw new OperationRefused('OPERATION_TOO_DEEP', { depth, limit });
    return parse(query, { maxTokens: MOST_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new OperationRefused('QUERY_MALFORMED', { detail: error.message }, error.locations);
  }
}

function nestingOf(query: string): number {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  let deepest = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L)
      deepest = Math.max(deepest, ++depth);
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) depth--;
  }
  return deepest;
}
