import { readFileSync } from 'node:fs';
import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import type { Subgraph } from '../composition/supergraph.js';

export const surfaceSdl = readFileSync(new URL('../../../../docs/surface/schema.graphql', import.meta.url), 'utf8');

/**
 * Who owns which root field and which entity; `Client.contacts` is the one field of an entity that another service
 * adds.
 */
const OWNERS: Record<string, { roots: string[]; entities: Record<string, string[] | 'ALL'> }> = {
  organisation: { roots: ['me', 'unit', 'units', 'staff'], entities: { Staff: 'ALL', Unit: 'ALL' } },
  'client-registry': {
    roots: ['client', 'clients', 'registerClient', 'recordConsent', 'assignClient'],
    entities: {
      Client: [
        'name',
        'phone',
        'tier',
        'rm',
        'interests',
        'preferredChannel',
        'birthday',
        'consents',
        'contactsAYear',
        'lastContactAt',
      ],
    },
  },
  'contact-scheduling': {
    roots: ['myDay', 'deferPlanItem', 'skipPlanItem', 'addPlanItem', 'myDayChanged'],
    entities: { PlanItem: 'ALL' },
  },
  'visit-logging': {
    roots: ['contacts', 'logContact', 'contactLogged'],
    entities: { Contact: 'ALL', Client: ['contacts'] },
  },
  'performance-kpis': { roots: ['kpi', 'kpiTable', 'kpiContacts'], entities: {} },
};
const ENTITIES = ['Staff', 'Unit', 'Client', 'PlanItem', 'Contact'];
const ROOTS = ['Query', 'Mutation', 'Subscription'];
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n';

/** The agreed surface split by owner: the subgraphs as the services write them. */
export function surfaceSubgraphs(): Subgraph[] {
  const definitions = parse(surfaceSdl, { noLocation: true }).definitions as (DefinitionNode & {
    name: { value: string };
  })[];
  const types = new Map(definitions.map((definition) => [definition.name.value, definition]));
  return Object.entries(OWNERS).map(([name, owner]) => ({ name, sdl: LINK + sliceOf(types, owner).join('\n\n') }));
}

function sliceOf(types: Map<string, DefinitionNode>, owner: (typeof OWNERS)[string]): string[] {
  const slice = new Map<string, string>();
  const reach = (name: string): void => {
    const definition = types.get(name);
    if (slice.has(name) || !definition) return;
    slice.set(name, '');
    const kept = ENTITIES.includes(name)
      ? entity(definition as ObjectTypeDefinitionNode, owner.entities[name])
      : shared(definition);
    slice.set(name, print(kept));
    visit(kept, { NamedType: (node) => reach(node.name.value) });
  };
  for (const root of ROOTS) {
    const definition = types.get(root) as ObjectTypeDefinitionNode;
    const fields = definition.fields?.filter((field) => owner.roots.includes(field.name.value)) ?? [];
    if (fields.length === 0) continue;
    slice.set(root, print({ ...definition, fields }));
    visit({ ...definition, fields }, { NamedType: (node) => reach(node.name.value) });
  }
  for (const name of Object.keys(owner.entities)) reach(name);
  return [...slice.values()];
}

function entity(definition: ObjectTypeDefinitionNode, owned: string[] | 'ALL' | undefined): ObjectTypeDefinitionNode {
  const keep = (field: FieldDefinitionNode) =>
    field.name.value === 'id' || owned === 'ALL' || owned?.includes(field.name.value);
  const key = parse(`type T @key(fields: "id"${owned ? '' : ', resolvable: false'}) { id: ID! }`)
    .definitions[0] as ObjectTypeDefinitionNode;
  return { ...definition, directives: key.directives, fields: definition.fields?.filter(keep) };
}

function shared(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  return {
    ...definition,
    directives: (parse('type T @shareable { id: ID! }').definitions[0] as ObjectTypeDefinitionNode).directives,
  };
}
