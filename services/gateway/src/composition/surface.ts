import {
  astFromValue,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/**
 * What a schema lacks or has changed of the agreed surface. Additions are welcome, unless a caller of the surface would
 * have to know them.
 */
export function surfaceFaults(surface: GraphQLSchema, actual: GraphQLSchema): string[] {
  return Object.values(surface.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .flatMap((type) => {
      const found = actual.getType(type.name);
      if (!found) return [`${type.name} is missing`];
      return found.constructor === type.constructor
        ? typeFaults(type, found)
        : [`${type.name} has become another kind of type`];
    });
}

function typeFaults(wanted: GraphQLNamedType, found: GraphQLNamedType): string[] {
  if (isEnumType(wanted) && isEnumType(found))
    return missing(wanted.name, names(wanted.getValues()), names(found.getValues()));
  if (isUnionType(wanted) && isUnionType(found))
    return missing(wanted.name, names(wanted.getTypes()), names(found.getTypes()));
  if (isInputObjectType(wanted) && isInputObjectType(found))
    return inputFaults(wanted.name, Object.values(wanted.getFields()), Object.values(found.getFields()));
  if ((isObjectType(wanted) || isInterfaceType(wanted)) && (isObjectType(found) || isInterfaceType(found))) {
    const fields = Object.values(wanted.getFields()).flatMap((field) => {
      const coordinate = `${wanted.name}.${field.name}`;
      const same = found.getFields()[field.name];
      if (!same) return [`${coordinate} is missing`];
      const type = String(field.type) === String(same.type) ? [] : [`${coordinate} is ${same.type}, not ${field.type}`];
      return [...type, ...inputFaults(coordinate, field.args, same.args)];
    });
    return [...missing(wanted.name, names(wanted.getInterfaces()), names(found.getInterfaces())), ...fields];
  }
  return [];
}

type Input = GraphQLArgument | GraphQLInputField;

function inputFaults(owner: string, wanted: readonly Input[], found: readonly Input[]): string[] {
  const changed = wanted.flatMap((input) => {
    const same = found.find((candidate) => candidate.name === input.name);
    if (!same) return [`${owner}(${input.name}) is missing`];
    return signature(input) === signature(same)
      ? []
      : [`${owner}(${input.name}) is ${signature(same)}, not ${signature(input)}`];
  });
  const demanded = found
    .filter(
      (input) =>
        String(input.type).endsWith('!') &&
        input.defaultValue === undefined &&
        !wanted.some(({ name }) => name === input.name),
    )
    .map((input) => `${owner}(${input.name}) is new and required`);
  return [...changed, ...demanded];
}

function signature(input: Input): string {
  const value = input.defaultValue === undefined ? undefined : astFromValue(input.defaultValue, input.type);
  return value ? `${input.type} = ${print(value)}` : String(input.type);
}

const names = (things: readonly { name: string }[]): string[] => things.map(({ name }) => name);
const missing = (owner: string, wanted: string[], found: string[]): string[] =>
  wanted.filter((name) => !found.includes(name)).map((name) => `${owner} lacks ${name}`);
