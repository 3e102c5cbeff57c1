import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  Lexer,
  MaxIntrospectionDepthRule,
  parse,
  Source,
  specifiedRules,
  TokenKind,
  validate,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Supergraph } from '../composition/compose.js';
import { Refusal } from '../refusals.js';
import { Cost } from './cost.js';
import { refuseLargeIntrospection } from './introspection-size.js';
import { ADDED, type Plan } from './plan.js';
import { isIntrospection, soleOwner } from './ownership.js';
import { planOperation, refuseManyPositions } from './planner.js';
import { refuseRepetition } from './repetition.js';
import { SelectionReader, type Conditions, type Fragments, type Selection } from './selection.js';
import { walkValues } from './values.js';

export interface OperationLimits {
  readonly depth: number;
  readonly cost: number;
  readonly rootFields: number;
  readonly fields: number;
  readonly queryBytes: number;
}

/** An operation that has been read, checked and measured. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The service that answers all of it, so that the caller's own text can be sent on. */
  readonly soleOwner: string | undefined;
  /** True when it asks about the schema alone. */
  readonly onlyIntrospects: boolean;
  readonly selection: Selection;
  /** Refuses values that do not fit and pages that are too many; answers the values as given. */
  check(variables: Readonly<Record<string, unknown>>): void;
  /** The plan for the values that @include and @skip ask for. */
  plan(variables: Readonly<Record<string, unknown>>): Plan;
}

const CACHED_OPERATIONS = 2_000;
const CACHED_BYTES = 16_000_000;
const PLANS_AN_OPERATION = 64;
/** Brackets within brackets. Whoever reads, checks or measures a query goes down as deep, and the stack has an end. */
const MOST_NESTED = 200;
/** Without the one that unfolds fragments without end; `refuseLargeIntrospection` bounds what it would. */
const RULES = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);

/** Reads operations; the same text is read once. */
export class Operations {
  private readonly read = new LRUCache<string, Operation | Refusal>({
    max: CACHED_OPERATIONS,
    maxSize: CACHED_BYTES,
    sizeCalculation: (_, key) => key.length + 1,
  });
  constructor(
    private readonly supergraph: Supergraph,
    private readonly schema: GraphQLSchema,
    private readonly limits: OperationLimits,
  ) {}

  /** Throws `Refusal`. */
  get(query: string, operationName: string | undefined): Operation {
    const key = operationName ? `${operationName}\n${query}` : query;
    const known = this.read.get(key) ?? this.remember(key, query, operationName);
    if (known instanceof Refusal) throw known;
    return known;
  }

  private remember(key: string, query: string, operationName: string | undefined): Operation | Refusal {
    if (Buffer.byteLength(query) > this.limits.queryBytes) return new Refusal('QUERY_TOO_LARGE', { limit: this.limits.queryBytes });
    let result: Operation | Refusal;
    try {
      result = this.prepare(query, operationName);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      result = error;
    }
    this.read.set(key, result);
    return result;
  }

  private prepare(query: string, operationName: string | undefined): Operation {
    const document = this.parse(query);
    const definition = getOperationAST(document, operationName);
    if (!definition) throw new Refusal('OPERATION_UNKNOWN');
    const fragments = fragmentsOf(document);
    const type = this.schema.getRootType(definition.operation)!;
    const selectionFor = (conditions: Conditions) =>
      new SelectionReader(this.schema, fragments, conditions, this.limits).read(type, [definition.selectionSet]);
    const selection = selectionFor('EVERYTHING');
    if (selection.fields.length > this.limits.rootFields)
      throw new Refusal('OPERATION_TOO_WIDE', {
        count: selection.fields.length,
        limit: this.limits.rootFields,
        what: { en: 'root fields', zh: '根字段' },
      });
    refuseLargeIntrospection(this.schema, selection);
    const head = {
      operation: definition.operation,
      name: definition.name?.value,
      variableDefinitions: definition.variableDefinitions ?? [],
    };
    refuseManyPositions(selection, head);
    const cost = Cost.of(selection, defaultsOf(definition));
    const conditional = conditionalVariables(document, definition);
    const plans = new Map<string, Plan>();
    return {
      schema: this.schema,
      document,
      definition,
      selection,
      soleOwner: this.passThrough(document, selection),
      onlyIntrospects: selection.fields.every((field) => field.name.startsWith('__')) && selection.fields.some(isIntrospection),
      check: (variables) => {
        if (head.variableDefinitions.length > 0) checkVariables(this.schema, definition, variables);
        walkValues(variables, refuseNoText);
        const worth = cost.evaluate(variables);
        if (worth > this.limits.cost) throw new Refusal('OPERATION_TOO_COSTLY', { cost: worth, limit: this.limits.cost });
      },
      plan: (variables) => {
        const conditions = new Map([...conditional].map(([name, otherwise]) => [name, (variables[name] ?? otherwise) === true]));
        const key = [...conditions.values()].join();
        let plan = plans.get(key);
        if (!plan) {
          if (plans.size >= PLANS_AN_OPERATION) plans.clear();
          plans.set(key, (plan = planOperation(this.supergraph, selectionFor(conditions), head)));
        }
        return plan;
      },
    };
  }

  private parse(query: string): DocumentNode {
    let document: DocumentNode;
    try {
      const depth = nestingOf(query);
      if (depth > MOST_NESTED) throw new Refusal('OPERATION_TOO_DEEP', { depth, limit: this.limits.depth });
      document = parse(query, { maxTokens: 10_000 });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      throw new Refusal('QUERY_MALFORMED', { detail: error.message }, error.locations);
    }
    refuseRepetition(document, this.limits.fields);
    const [fault] = validate(this.schema, document, RULES, { maxErrors: 1 });
    if (fault) throw new Refusal('QUERY_INVALID', { detail: fault.message }, fault.locations);
    visit(document, {
      Field: ({ alias }) => refuseReserved(alias?.value),
      VariableDefinition: ({ variable }) => refuseReserved(variable.name.value),
      StringValue: ({ value }) => {
        if (!isText(value)) throw new Refusal('QUERY_INVALID', { detail: `a text in it ${NO_TEXT}` });
      },
    });
    return document;
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

function nestingOf(query: string): number {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  let deepest = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) deepest = Math.max(deepest, ++depth);
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) depth--;
  }
  return deepest;
}

const NO_TEXT = 'holds U+0000 or half a surrogate pair, which no text may: leave it out.';

/** What every service and its database can keep. */
function isText(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

function refuseNoText(path: string, value: unknown): void {
  if (typeof value === 'string' && !isText(value)) throw new Refusal('VARIABLE_INVALID', { detail: `"$${path}" ${NO_TEXT}` });
}

/** Names that the gateway gives itself, and the one that no object can hold as a key like any other. */
function refuseReserved(name: string | undefined): void {
  if (name?.startsWith(ADDED.prefix) || name === '__proto__') throw new Refusal('NAME_RESERVED', { name });
}

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function defaultsOf(definition: OperationDefinitionNode): Map<string, unknown> {
  return new Map(
    (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
}

/** The variables that decide conditions, each with its default. */
function conditionalVariables(document: DocumentNode, definition: OperationDefinitionNode): Map<string, unknown> {
  const defaults = defaultsOf(definition);
  const found = new Map<string, unknown>();
  visit(document, {
    Directive: ({ arguments: given }) => {
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) found.set(value.name.value, defaults.get(value.name.value));
    },
  });
  return found;
}

function checkVariables(schema: GraphQLSchema, definition: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): void {
  const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (errors?.[0]) throw new Refusal('VARIABLE_INVALID', { detail: errors[0].message }, errors[0].locations);
}
