import {
  buildASTSchema,
  FieldsOnCorrectTypeRule,
  Kind,
  KnownTypeNamesRule,
  parse,
  PossibleFragmentSpreadsRule,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql';
import type { Supergraph } from '../composition/supergraph.js';

/** By these alone a text that fits the whole schema may miss a part of it. */
const RULES = [FieldsOnCorrectTypeRule, KnownTypeNamesRule, PossibleFragmentSpreadsRule];

/** What each service knows of the schema. */
export class ServiceSchemas {
  private readonly known = new Map<string, GraphQLSchema>();
  constructor(private readonly supergraph: Supergraph) {}

  /** Whether a service takes a text that fits the whole schema, also where it asks for what no object can be. */
  takes(service: string, document: DocumentNode): boolean {
    return validate(this.of(service), document, RULES, { maxErrors: 1 }).length === 0;
  }

  private of(service: string): GraphQLSchema {
    let schema = this.known.get(service);
    if (!schema)
      this.known.set(
        service,
        (schema = buildASTSchema(this.slice(service), { assumeValid: true, assumeValidSDL: true })),
      );
    return schema;
  }

  private slice(service: string): DocumentNode {
    const { publicSdl, typeOwners, fieldOwners } = this.supergraph;
    const isKnown = (name: string): boolean => typeOwners[name]?.includes(service) ?? false;
    const knownOnly = (types: readonly NamedTypeNode[] | undefined) => types?.filter(({ name }) => isKnown(name.value));
    return visit(parse(publicSdl, { noLocation: true }), {
      enter: (node) => {
        if ('name' in node && /TypeDefinition$/.test(node.kind) && !isKnown(node.name!.value)) return null;
        if (node.kind === Kind.UNION_TYPE_DEFINITION) return { ...node, types: knownOnly(node.types) };
        if (node.kind === Kind.INTERFACE_TYPE_DEFINITION) return { ...node, interfaces: knownOnly(node.interfaces) };
        if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return undefined;
        const fields = node.fields?.filter(({ name }) => fieldOwners[node.name.value]?.[name.value]?.includes(service));
        return { ...node, interfaces: knownOnly(node.interfaces), fields };
      },
    });
  }
}
