import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/**
 * Makes a valid operation out of a seed: aliases, fragments of both kinds on types of every kind, conditions, repeated
 * fields.
 */
export function randomOperation(
  schema: GraphQLSchema,
  seed: number,
  inputs = INPUTS,
): { query: string; variables: Record<string, unknown> } {
  const random = generator(seed);
  const fragments: string[] = [];
  const writer = new Writer(schema, random, fragments, inputs);
  const mutation = random(6) === 0 ? schema.getMutationType() : undefined;
  const kind = mutation ? 'mutation' : 'query';
  const type = mutation ?? schema.getQueryType()!;
  const body = writer.selection(type, 1 + random(5));
  const query = `${kind} Random($yes: Boolean = true, $no: Boolean!, $n: Int = 2, $at: Position) ${body}\n${fragments.join('\n')}`;
  return {
    query: dropUnused(query),
    variables: { no: random(2) === 0, ...(random(2) ? { yes: random(2) === 0 } : {}), at: 'p1' },
  };
}

const INPUTS: Readonly<Record<string, string>> = {
  registerClient: 'input:{commandId:"1",id:"C7",name:"n",tier:GOLD}',
  recordConsent: 'input:{commandId:"1",clientId:"C7",channel:PHONE,purpose:SERVICE,decision:GRANTED}',
  logContact:
    'input:{commandId:"1",clientId:"C7",channel:PHONE,startedAt:"a",endedAt:"b",outcome:ENGAGED,planItemId:"P3"}',
  skipPlanItem: 'input:{commandId:"1",planItemId:"P2",reason:"r"}',
  client: 'id:"C2"',
  unit: 'id:"U2"',
  staff: 'unitId:"U1"',
  kpi: 'scope:{unitId:"U1"},period:{grain:DAY,start:"2026-03-02"}',
  kpiTable: 'unitId:"U1",period:{grain:DAY,start:"2026-03-02"}',
  kpiContacts: 'scope:{unitId:"U1"},period:{grain:DAY,start:"2026-03-02"},metric:CONTACTS',
};
const UNANSWERED = new Set(['assignClient', 'deferPlanItem', 'addPlanItem']);

const OVERLAPPING = new WeakMap<GraphQLCompositeType, GraphQLCompositeType[]>();

class Writer {
  private aliases = 0;
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: (below: number) => number,
    private readonly fragments: string[],
    private readonly inputs: Readonly<Record<string, string>>,
  ) {}

  selection(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.random(4) }, () => this.part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    const choice = this.random(12);
    if (choice === 0) return '__typename';
    if (depth < 1) return this.field(type, depth);
    if (choice === 1) return this.inline(type, depth);
    if (choice === 2) return this.namedFragment(type, depth);
    const others = this.overlapping(type);
    if (others.length > 0 && choice < (isObjectType(type) ? 4 : 8)) {
      const other = others[this.random(others.length)]!;
      return this.random(3) === 0 ? this.namedFragment(other, depth - 1) : this.inline(other, depth - 1);
    }
    return this.field(type, depth);
  }

  private inline(type: GraphQLCompositeType, depth: number): string {
    return `... on ${type.name} ${this.condition()} ${this.selection(type, depth)}`;
  }

  /** The types of which an object may be, when it is of this one. */
  private overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    let found = OVERLAPPING.get(type);
    if (!found) {
      const all = Object.values(this.schema.getTypeMap()).filter(isCompositeType);
      found = all.filter(
        (other) => other !== type && !/^_/.test(other.name) && doTypesOverlap(this.schema, type, other),
      );
      OVERLAPPING.set(type, found);
    }
    return found;
  }

  private namedFragment(type: GraphQLCompositeType, depth: number): string {
    const name = `F${this.fragments.length}`;
    this.fragments.push('');
    this.fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} ${this.selection(type, depth)}`;
    return `...${name} ${this.condition()}`;
  }

  private field(type: GraphQLCompositeType, depth: number): string {
    if (!('getFields' in type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => !UNANSWERED.has(field.name) && (depth > 1 || !isCompositeType(getNamedType(field.type))),
    );
    if (fields.length === 0) return '__typename';
    const field = fields[this.random(fields.length)]!;
    const named = getNamedType(field.type);
    const given = this.arguments(field);
    const alias = given || this.random(5) === 0 ? `a${this.aliases++}: ` : '';
    const inner = isCompositeType(named) ? ` ${this.selection(named, depth - 1)}` : '';
    return `${alias}${field.name}${given} ${this.condition()}${inner}`;
  }

  private arguments(field: GraphQLField<unknown, unknown>): string {
    const input = this.inputs[field.name];
    const written = input && field.args.some(({ name }) => input.startsWith(name)) ? [input] : [];
    if (field.args.some(({ name }) => name === 'first') && this.random(2))
      written.push(this.random(2) ? 'first: $n' : `first: ${1 + this.random(4)}`);
    if (field.args.some(({ name }) => name === 'reveal') && this.random(2)) written.push('reveal: true');
    if (field.args.some(({ name }) => name === 'atLeast') && this.random(3) === 0)
      written.push(this.random(2) ? 'atLeast: $at' : 'atLeast: "p2"');
    return written.length ? `(${written.join(', ')})` : '';
  }

  private condition(): string {
    return ['@include(if: $yes)', '@skip(if: $no)', '@include(if: $no)', '@skip(if: false)'][this.random(14)] ?? '';
  }
}

/** A variable that nobody uses makes an operation invalid. */
function dropUnused(query: string): string {
  const [, head, rest] = /^(\w+ Random\([^)]*\))([\s\S]*)$/.exec(query)!;
  const kept = ['$yes: Boolean = true', '$no: Boolean!', '$n: Int = 2', '$at: Position'].filter((declared) =>
    new RegExp(`\\${declared.split(':')[0]}\\b`).test(rest!),
  );
  return `${head!.split(' ')[0]} Random${kept.length ? `(${kept.join(', ')})` : ''}${rest}`;
}

function generator(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
