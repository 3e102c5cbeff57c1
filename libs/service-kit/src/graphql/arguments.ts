import { BusinessDateSchema, Instant } from '@hengxin/contracts';
import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { isText } from '@hengxin/scalars';
import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { z } from 'zod';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import { NO_TEXT, parseInput } from './input.js';
import { QueryRefused } from './query-refused.js';

type Path = readonly string[];
/** Looks at one value; answers what is wrong with it. */
type Check = (value: unknown, at: Path) => Rejected | undefined;

/**
 * Has the arguments of every field looked at before its resolver gets them: each date is a date, each moment a moment,
 * each text one that a database keeps. So no resolver can forget it. Those of mutations are for `parseInput`, whose
 * refusals are part of the payload.
 */
export function checkArguments(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && type !== schema.getMutationType() && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields())) checkField(field, roots.includes(type) ? [] : [field.name]);
}

function checkField(field: GraphQLField<unknown, unknown>, above: Path): void {
  const checks = field.args.flatMap(({ name, type }) => {
    const check = checkOf(type);
    return check ? [{ name, check }] : [];
  });
  if (checks.length === 0) return;
  const look = (args: Readonly<Record<string, unknown>>): void => {
    for (const { name, check } of checks) {
      const fault = check(args[name], [name]);
      if (fault)
        throw QueryRefused.of({ rejection: { ...fault.rejection, field: [...above, ...fault.rejection.field] } });
    }
  };
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = (source, args, context, info) => {
    look(args);
    return resolve(source, args, context, info);
  };
  if (subscribe)
    field.subscribe = (source, args, context, info) => {
      look(args);
      return subscribe(source, args, context, info);
    };
}

function checkOf(type: GraphQLInputType, within: ReadonlySet<string> = new Set()): Check | undefined {
  if (isNonNullType(type)) return checkOf(type.ofType as GraphQLInputType, within);
  if (isListType(type)) return listCheck(checkOf(type.ofType as GraphQLInputType, within));
  if (isInputObjectType(type)) {
    // An input that holds itself is looked at one level deep; its resolver parses it whole.
    if (within.has(type.name)) return undefined;
    const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
      const check = checkOf(of, new Set([...within, type.name]));
      return check ? [{ name, check }] : [];
    });
    return fields.length > 0 ? objectCheck(fields) : undefined;
  }
  return SCALARS[getNamedType(type).name];
}

function listCheck(check: Check | undefined): Check | undefined {
  return check && ((values, at) => first(Array.isArray(values) ? values : [], (value) => check(value, at)));
}

function objectCheck(fields: readonly { readonly name: string; readonly check: Check }[]): Check {
  return (value, at) =>
    value === null || value === undefined
      ? undefined
      : first(fields, ({ name, check }) => check((value as Record<string, unknown>)[name], [...at, name]));
}

const text: Check = (value, at) =>
  typeof value !== 'string' || isText(value)
    ? undefined
    : sharedRejections.INVALID_INPUT({ path: at.join('.'), ...NO_TEXT }, at);

const SCALARS: Readonly<Record<string, Check>> = {
  ID: text,
  String: text,
  Date: formed(BusinessDateSchema),
  Instant: formed(Instant),
  Position: (value, at) => (value === '' ? sharedRejections.POSITION_INVALID({}, at) : undefined),
};

function formed(schema: z.ZodType): Check {
  return (value, at) => {
    if (value === null || value === undefined) return undefined;
    const parsed = parseInput(schema, value, at);
    return isRejected(parsed) ? parsed : undefined;
  };
}

function first<Each>(of: readonly Each[], look: (each: Each) => Rejected | undefined): Rejected | undefined {
  for (const each of of) {
    const fault = look(each);
    if (fault) return fault;
  }
  return undefined;
}
