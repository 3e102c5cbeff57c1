import { Kind, visit } from 'graphql';

const HEADER = 'hengxin-at-least';
/** A position is printable; what else stands where one belongs is the services' to refuse. */
const POSITION = /^[\x21-\x7e]{1,2000}$/;
/** The alias under which a mutation's position is asked for, when the caller did not. */
const ADDED = '_hx_position';

/**
 * Reading one's own write across services. What is joined after a command carries its position. What is joined to a
 * read carries the read's `atLeast`. Both come beside the positions that the caller sent in the header.
 * @returns {import('@graphql-hive/gateway-runtime').GatewayPlugin}
 */
export function usePositions() {
  /** By call: the positions that what is asked from now on must have reached. */
  const known = new WeakMap();
  return {
    onSubgraphExecute({ subgraph, executionRequest, setExecutionRequest }) {
      const { context, document, variables = {}, extensions = {} } = executionRequest;
      const request = context?.request;
      if (!request) return undefined;
      const positions = known.get(request) ?? [];
      const sent = request.headers.get(HEADER);
      const value = [...positions, ...(sent ? [sent] : [])].join(',');
      const isMutation = document.definitions.some((node) => node.operation === 'mutation');
      setExecutionRequest({
        ...executionRequest,
        document: isMutation ? withPosition(document, subgraph) : document,
        extensions: value ? { ...extensions, headers: { ...extensions.headers, [HEADER]: value } } : extensions,
      });
      const add = (position) => {
        if (typeof position === 'string' && POSITION.test(position) && !positions.includes(position))
          positions.push(position);
        known.set(request, positions);
      };
      if (!isMutation) {
        for (const position of argumentsOf(document, variables)) add(position);
        return undefined;
      }
      return ({ result }) => {
        for (const payload of Object.values(result?.data ?? {})) add(payload?.[ADDED]);
      };
    },
  };
}

/** Each root field of a mutation asks for its position too. */
function withPosition(document, subgraph) {
  const position = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: ADDED },
    name: { kind: Kind.NAME, value: 'position' },
  };
  const fields = subgraph.getMutationType()?.getFields() ?? {};
  const has = (name) => Boolean(namedType(fields[name]?.type)?.getFields?.().position);
  const extended = (node) =>
    node.kind === Kind.FIELD && node.selectionSet && has(node.name.value)
      ? { ...node, selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, position] } }
      : node;
  const definitions = document.definitions.map((node) =>
    node.operation === 'mutation'
      ? { ...node, selectionSet: { ...node.selectionSet, selections: node.selectionSet.selections.map(extended) } }
      : node,
  );
  return { ...document, definitions };
}

const namedType = (type) => (type?.ofType ? namedType(type.ofType) : type);

/** What the `atLeast` of a query are given. */
function argumentsOf(document, variables) {
  const found = [];
  visit(document, {
    Argument: ({ name, value }) => {
      if (name.value !== 'atLeast') return;
      if (value.kind === Kind.STRING) found.push(value.value);
      if (value.kind === Kind.VARIABLE) found.push(variables[value.name.value]);
    },
  });
  return found;
}
