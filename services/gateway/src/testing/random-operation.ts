import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** Makes a valid operation out of a seed: aliases, fragments of both kinds, conditions, repeated fields. */
export function randomOperation(schema: GraphQLSchema, seed: number): { query: string; variables: Record<string, unknown> } {
  const random = generator(seed);
  const fragments: string[] = [];
  const writer = new Writer(schema, random, fragments);
  const kind = random(6) === 0 ? 'mutation' : 'query';
  const type = kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
  const body = writer.selection(type, 1 + random(5));
  const query = `${kind} Random($yes: Boolean = true, $no: Boolean!, $n: Int = 2, $at: Position) ${body}\n${fragments.join('\n')}`;
  return { query: dropUnused(query), variables: { no: random(2) === 0, ...(random(2) ? { yes: random(2) === 0 } : {}), at: 'p1' } };
}

const INPUTS: Record<string, string> = {
  registerClient: 'input:{commandId:"1",id:"C7",name:"n",tier:GOLD}',
  recordConsent: 'input:{commandId:"1",clientId:"C7",channel:PHONE,purpose:SERVICE,decision:GRANTED}',
  logContact: 'input:{commandId:"1",clientId:"C7",channel:PHONE,startedAt:"a",endedAt:"b",outcome:ENGAGED,planItemId:"P3"}',
  skipPlanItem: 'input:{commandId:"1",planItemId:"P2",reason:"r"}',
  client: 'id:"C2"',
  unit: 'id:"U2"',
  staff: 'unitId:"U1"',
  kpi: 'scope:{unitId:"U1"},period:{grain:DAY,start:"2026-03-02"}',
  kpiTable: 'unitId:"U1",period:{grain:DAY,start:"2026-03-02"}',
  kpiContacts: 'scope:{unitId:"U1"},period:{grain:DAY,start:"2026-03-02"},metric:CONTACTS',
};
const UNANSWERED = new Set(['assignClient', 'deferPlanItem', 'addPlanItem']);

class Writer {
  private aliases = 0;
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: (below: number) => number,
    private readonly fragments: string[],
  ) {}

  selection(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.random(4) }, () => this.part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    const choice = this.random(12);
    if (choice === 0) return '__typename';
    if (choice === 1) return `... on ${type.name} ${this.condition()} ${this.selection(type, depth)}`;
    if (choice === 2) return this.namedFragment(type, depth);
    const abstract = isObjectType(type) ? type.getInterfaces()[0] : undefined;
    if (choice === 3 && abstract) return `... on ${abstract.name} { errors { code } }`;
    return this.field(type, depth);
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
    const inner = isCompositeType(named) ? ` ${isAbstractType(named) ? '{ __typename }' : this.selection(named, depth - 1)}` : '';
    return `${alias}${field.name}${given} ${this.condition()}${inner}`;
  }

  private arguments(field: GraphQLField<unknown, unknown>): string {
    const written = INPUTS[field.name] && field.args.some(({ name }) => INPUTS[field.name]!.startsWith(name)) ? [INPUTS[field.name]!] : [];
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
