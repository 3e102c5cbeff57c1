import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { OperationRefused } from '../refused.js';

/**
 * What an operation asks of an object of one concrete type: fragments inlined, conditions decided, equal keys merged.
 */
export interface Selection {
  readonly type: GraphQLObjectType;
  readonly fields: readonly SelectedField[];
}
export interface SelectedField {
  /** The key in the answer. */
  readonly key: string;
  readonly name: string;
  /** As written, with brackets: `(first: $n)`; empty without arguments. */
  readonly argumentsText: string;
  readonly nodes: readonly FieldNode[];
  readonly type: GraphQLOutputType | undefined;
  /** One a possible concrete type; empty for a leaf. */
  readonly selections: readonly Selection[];
  /** True when the field's own type is an interface or a union, so that the answer must name the concrete type. */
  readonly isAbstract: boolean;
}

/** The values that decide @include and @skip; `EVERYTHING` takes all fields in, under any conditions. */
export type Conditions = ReadonlyMap<string, boolean> | 'EVERYTHING';

export interface Fragments {
  readonly [name: string]: FragmentDefinitionNode | undefined;
}

export interface SelectionLimits {
  readonly depth: number;
  readonly fields: number;
}

/**
 * Collects the merged selection of a concrete type, as graphql-js executes it. Stops at the limits: fragments can
 * unfold without end. What is asked about the schema itself may be deeper, as tools ask for types within types.
 */
export class SelectionReader {
  private fieldCount = 0;
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly conditions: Conditions,
    private readonly limits: SelectionLimits,
  ) {}

  read(type: GraphQLObjectType, sets: readonly SelectionSetNode[], depth = 1): Selection {
    const groups = new Map<string, FieldNode[]>();
    for (const set of sets) this.collect(type, set, groups, new Set());
    this.fieldCount += groups.size;
    if (depth > this.limits.depth)
      throw new OperationRefused('OPERATION_TOO_DEEP', { depth, limit: this.limits.depth });
    if (this.fieldCount > this.limits.fields)
      throw new OperationRefused('OPERATION_TOO_WIDE', {
        count: this.fieldCount,
        limit: this.limits.fields,
        what: { en: 'fields', zh: '字段' },
      });
    return { type, fields: [...groups].map(([key, nodes]) => this.readField(type, key, nodes, depth)) };
  }

  private readField(parent: GraphQLObjectType, key: string, nodes: FieldNode[], depth: number): SelectedField {
    const [node] = nodes as [FieldNode];
    const type = fieldType(parent, node.name.value);
    const argumentsText = node.arguments?.length ? `(${node.arguments.map(print).join(', ')})` : '';
    const named = type && getNamedType(type);
    const base = { key, name: node.name.value, argumentsText, nodes, type };
    if (!named || !isCompositeType(named)) return { ...base, selections: [], isAbstract: false };
    const sets = nodes.flatMap((each) => each.selectionSet ?? []);
    const below = named.name.startsWith('__') ? depth : depth + 1;
    return {
      ...base,
      isAbstract: isAbstractType(named),
      selections: this.possibleTypes(named).map((possible) => this.read(possible, sets, below)),
    };
  }

  private possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isObjectType(type) ? [type] : this.schema.getPossibleTypes(type);
  }

  private collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    groups: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const node of set.selections) {
      if (!this.isIncluded(node.directives)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        groups.get(key)?.push(node) ?? groups.set(key, [node]);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.spread(node.name.value, visited);
      if (fragment && this.appliesTo(type, fragment.typeCondition?.name.value))
        this.collect(type, fragment.selectionSet, groups, visited);
    }
  }

  private spread(name: string, visited: Set<string>): FragmentDefinitionNode | undefined {
    if (visited.has(name)) return undefined;
    visited.add(name);
    return this.fragments[name];
  }

  private appliesTo(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (!condition || condition === type.name) return true;
    const conditional = this.schema.getType(condition);
    return isAbstractType(conditional) && this.schema.isSubType(conditional, type);
  }

  private isIncluded(directives: readonly DirectiveNode[] | undefined): boolean {
    if (this.conditions === 'EVERYTHING' || !directives?.length) return true;
    return directives.every(({ name, arguments: given }) => {
      if (name.value !== 'include' && name.value !== 'skip') return true;
      const value = given?.find((argument) => argument.name.value === 'if')?.value;
      const holds =
        value?.kind === Kind.VARIABLE
          ? (this.conditions as ReadonlyMap<string, boolean>).get(value.name.value)
          : value?.kind === Kind.BOOLEAN && value.value;
      return name.value === 'include' ? holds === true : holds !== true;
    });
  }
}

/** Undefined for `__typename`, which needs no service. */
function fieldType(parent: GraphQLObjectType, name: string): GraphQLOutputType | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef.type;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef.type;
  return parent.getFields()[name]?.type;
}

export const isIntrospection = (field: SelectedField): boolean => field.name === '__schema' || field.name === '__type';
