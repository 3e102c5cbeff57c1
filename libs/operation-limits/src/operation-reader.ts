import {
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { OperationLimits } from './limits.js';
import { conditionalVariables, defaultsOf, fragmentsOf, refuseNullConditions } from './measuring/conditions.js';
import { Cost } from './measuring/cost.js';
import { readDocument } from './measuring/document.js';
import { fieldOfVariables } from './measuring/field-at-fault.js';
import { refuseLargeIntrospection } from './measuring/introspection-size.js';
import { isIntrospection, SelectionReader, type Conditions, type Selection } from './measuring/selection.js';
import { refuseUnreadable } from './measuring/values.js';
import { weightOf } from './measuring/weight.js';
import { OperationRefused } from './refused.js';

type Variables = Readonly<Record<string, unknown>>;

/** An operation that has been read, validated and measured. */
export interface ReadOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** True when it asks about the schema alone. */
  readonly onlyIntrospects: boolean;
  /** All that it may ask for, under any of its conditions. */
  readonly selection: Selection;
  /** About how many bytes of memory it takes. */
  readonly weight: number;
  /** What @include and @skip ask for under these values. */
  conditions(variables: Variables): ReadonlyMap<string, boolean>;
  select(conditions: Conditions): Selection;
  /** Refuses values that do not fit and pages that are too many. Throws `OperationRefused`. */
  check(variables: Variables): void;
}

export interface ReaderOptions<Made> {
  /** Names that begin so are a port's own. */
  readonly reservedPrefix?: string;
  /** What is kept of an operation; once a text. */
  readonly make: (read: ReadOperation) => Made;
}

/** What came of a text, with the bytes of memory that it takes. */
type Read<Made> = { readonly made: Made; readonly weight: number } | { readonly refused: OperationRefused };

const CACHED_OPERATIONS = 2_000;
const CACHED_BYTES = 64_000_000;
const BYTES_A_REFUSAL = 1_000;

/** Reads operations; the same text is read once, and its refusal remembered as well. */
export class OperationReader<Made> {
  private readonly read = new LRUCache<string, Read<Made>>({
    max: CACHED_OPERATIONS,
    maxSize: CACHED_BYTES,
    sizeCalculation: (read, key) => 2 * key.length + ('made' in read ? read.weight : BYTES_A_REFUSAL),
  });
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: OperationLimits,
    private readonly options: ReaderOptions<Made>,
  ) {}

  /** Throws `OperationRefused`. */
  get(query: string, operationName: string | undefined): Made {
    const key = keyOf(query, operationName);
    const known = this.read.get(key) ?? this.remember(key, query, operationName);
    if ('refused' in known) throw known.refused;
    return known.made;
  }

  private remember(key: string, query: string, operationName: string | undefined): Read<Made> {
    const { queryBytes } = this.limits;
    if (Buffer.byteLength(query) > queryBytes) throw new OperationRefused('QUERY_TOO_LARGE', { limit: queryBytes });
    // It stands nowhere in a text that is shorter, and is not worth remembering.
    if (operationName !== undefined && operationName.length > queryBytes)
      throw new OperationRefused('OPERATION_UNKNOWN');
    const result = this.readNow(query, operationName);
    this.read.set(key, result);
    return result;
  }

  private readNow(query: string, operationName: string | undefined): Read<Made> {
    try {
      const read = this.prepare(query, operationName);
      return { made: this.options.make(read), weight: read.weight };
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      return { refused: error };
    }
  }

  private prepare(query: string, operationName: string | undefined): ReadOperation {
    const { schema, limits } = this;
    const document = readDocument(schema, query, limits, this.options.reservedPrefix);
    const definition = getOperationAST(document, operationName);
    if (!definition) throw new OperationRefused('OPERATION_UNKNOWN');
    const fragments = fragmentsOf(document);
    const type = schema.getRootType(definition.operation)!;
    const select = (conditions: Conditions): Selection =>
      new SelectionReader(schema, fragments, conditions, limits).read(type, [definition.selectionSet]);
    const selection = select('EVERYTHING');
    if (selection.fields.length > limits.rootFields)
      throw new OperationRefused('OPERATION_TOO_WIDE', {
        count: selection.fields.length,
        limit: limits.rootFields,
        what: { en: 'root fields', zh: '根字段' },
      });
    refuseLargeIntrospection(schema, selection);
    const cost = Cost.of(selection, defaultsOf(definition));
    const conditional = conditionalVariables(document, definition);
    return {
      schema,
      document,
      definition,
      selection,
      weight: weightOf(query, document, selection),
      onlyIntrospects:
        selection.fields.every((field) => field.name.startsWith('__')) && selection.fields.some(isIntrospection),
      conditions: (variables) =>
        new Map([...conditional].map(([name, otherwise]) => [name, (variables[name] ?? otherwise) === true])),
      select,
      check: (variables) => {
        refuseUnreadable(variables);
        if (definition.variableDefinitions?.length) checkVariables(schema, definition, variables);
        refuseNullConditions(conditional, variables);
        const worth = cost.evaluate(variables);
        if (worth > limits.cost)
          throw new OperationRefused('OPERATION_TOO_COSTLY', { cost: worth, limit: limits.cost });
      },
    };
  }
}

/** Both are the caller's own words. The length tells where the one ends, so that no two pairs have the same key. */
function keyOf(query: string, operationName = ''): string {
  return `${operationName.length}:${operationName}${query}`;
}

function checkVariables(schema: GraphQLSchema, definition: OperationDefinitionNode, variables: Variables): void {
  const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!errors?.[0]) return;
  const { message: detail, locations } = errors[0];
  throw new OperationRefused(
    'VARIABLE_INVALID',
    { detail },
    locations,
    fieldOfVariables(schema, definition, variables),
  );
}
