import type { Supergraph } from '../composition/supergraph.js';
import { fieldShape } from './field-shape.js';
import { knows, owners } from './ownership.js';
import {
  ADDED,
  type EntityFetch,
  type FieldShape,
  type FetchSequence,
  type ObjectShape,
  type PositionSource,
  type RootFetch,
  type Step,
} from './plan.js';
import { entityRequest, rootRequest, variablesOf, type OperationHead } from './request-text.js';
import type { SelectedField, Selection } from '@hengxin/operation-limits';

interface RepresentationsDraft {
  readonly typeName: string;
  readonly text: string;
  readonly keys: readonly string[];
  readonly used: ReadonlySet<string>;
  readonly paths: { steps: readonly Step[]; idKey: string }[];
}

/** Plans root fields that go together: what to ask their services, and what to join in which group. */
export class FetchPlanner {
  /** group -> service -> type and text -> part: alike parts at several paths are one. */
  private readonly fetchGroups: Map<string, Map<string, RepresentationsDraft>>[] = [];
  constructor(
    private readonly supergraph: Supergraph,
    private readonly head: OperationHead,
    private position: PositionSource | undefined,
  ) {}

  plan(root: Selection, fields: readonly SelectedField[], shapes: Map<string, FieldShape>): FetchSequence {
    const drafts = new Map<string, { keys: string[]; text: string[]; used: Set<string> }>();
    for (const field of fields) {
      const service = owners(this.supergraph, root, field)[0]!;
      const draft = drafts.get(service) ?? { keys: [], text: [], used: new Set<string>() };
      drafts.set(service, draft);
      const { text, shape } = this.field(root, field, service, [], 0, draft.used, () => this.positionText(field));
      draft.keys.push(field.key);
      draft.text.push(text);
      shapes.set(field.key, shape);
    }
    const fetches = [...drafts].map(([service, { keys, text, used }]): RootFetch => ({
      service,
      keys,
      request: rootRequest(this.head, text.join(' '), used),
    }));
    return {
      fetches,
      fetchGroups: this.fetchGroups.map((group) =>
        [...group].map(([service, parts]) => this.entityFetch(service, [...parts.values()])),
      ),
      position: this.position,
    };
  }

  /**
   * After a mutation, what is joined must show its effect: the payload's position is fetched even if nobody asked for
   * it.
   */
  private positionText(field: SelectedField): string {
    const payload = field.selections[0];
    if (
      this.head.operation !== 'mutation' ||
      this.fetchGroups.length === 0 ||
      !payload?.type.getFields()['position'] ||
      field.isAbstract
    )
      return '';
    const selected = payload.fields.find(({ name }) => name === 'position');
    this.position = { from: 'payload', field: field.key, key: selected?.key ?? ADDED.position };
    return selected ? '' : ` ${ADDED.position}:position`;
  }

  private field(
    parent: Selection,
    field: SelectedField,
    service: string,
    steps: readonly Step[],
    group: number,
    used: Set<string>,
    addition: () => string = () => '',
  ): { text: string; shape: FieldShape } {
    for (const variable of variablesOf(field.nodes[0]!)) used.add(variable);
    const head = `${field.key === field.name ? '' : `${field.key}:`}${field.name}${field.argumentsText}`;
    const known = field.selections.filter((child) => !field.isAbstract || knows(this.supergraph, child, service));
    const children = known.map((child) => {
      const step = { key: field.key, onType: field.isAbstract ? child.type.name : undefined };
      return { child, ...this.select(child, service, [...steps, step], group, used) };
    });
    const shape = {
      ...fieldShape(parent, field),
      isWhole: !field.isAbstract && children.every((child) => child.shape.isWhole),
      // An object whose type was asked for by us holds one key too many to be passed on as it is.
      shapes: children.map(({ shape }) => (field.isAbstract ? { ...shape, isWhole: false } : shape)),
    };
    if (children.length === 0) return { text: head, shape };
    const inner = field.isAbstract
      ? [`${ADDED.type}:__typename`, ...children.map(({ child, text }) => `...on ${child.type.name}{${text}}`)].join(
          ' ',
        )
      : children[0]!.text;
    return { text: `${head}{${inner}${addition()}}`, shape };
  }

  private select(
    selection: Selection,
    service: string,
    steps: readonly Step[],
    group: number,
    used: Set<string>,
  ): { text: string; shape: ObjectShape } {
    const written: string[] = [];
    const shapes = new Map<string, FieldShape>();
    const elsewhere = new Map<string, SelectedField[]>();
    for (const field of selection.fields) {
      if (field.name === '__typename')
        shapes.set(field.key, { ...fieldShape(selection, field), constant: selection.type.name });
      else if (owners(this.supergraph, selection, field).includes(service)) {
        const { text, shape } = this.field(selection, field, service, steps, group, used);
        written.push(text);
        shapes.set(field.key, shape);
      } else this.ownerOf(selection, field, elsewhere).push(field);
    }
    const isWhole =
      written.length > 0 &&
      shapes.size === selection.fields.length &&
      [...shapes.values()].every((shape) => shape.isWhole && !shape.constant);
    if (elsewhere.size > 0) {
      const idKey = selection.fields.find(({ name }) => name === 'id')?.key ?? ADDED.id;
      if (idKey === ADDED.id) written.push(`${ADDED.id}:id`);
      for (const [owner, fields] of elsewhere) this.join(selection, fields, owner, { steps, idKey }, group, shapes);
    }
    if (written.length === 0) written.push(`${ADDED.type}:__typename`);
    const fields = selection.fields.map(({ key }) => shapes.get(key)!);
    return { text: written.join(' '), shape: { typeName: selection.type.name, fields, isWhole } };
  }

  private ownerOf(
    selection: Selection,
    field: SelectedField,
    elsewhere: Map<string, SelectedField[]>,
  ): SelectedField[] {
    const resolving = this.supergraph.entities[selection.type.name] ?? [];
    const able = owners(this.supergraph, selection, field).filter((owner) => resolving.includes(owner));
    const owner = able.find((candidate) => elsewhere.has(candidate)) ?? able[0];
    if (!owner) throw new Error(`no service resolves ${selection.type.name}.${field.name} by id`);
    const fields = elsewhere.get(owner) ?? [];
    elsewhere.set(owner, fields);
    return fields;
  }

  private join(
    selection: Selection,
    fields: SelectedField[],
    owner: string,
    place: RepresentationsDraft['paths'][number],
    group: number,
    shapes: Map<string, FieldShape>,
  ): void {
    const ofGroup = (this.fetchGroups[group] ??= new Map<string, Map<string, RepresentationsDraft>>());
    const parts = ofGroup.get(owner) ?? new Map<string, RepresentationsDraft>();
    ofGroup.set(owner, parts);
    const used = new Set<string>();
    const text = fields.map((field) => {
      const joined = this.field(selection, field, owner, place.steps, group + 1, used);
      shapes.set(field.key, joined.shape);
      return joined.text;
    });
    const typeName = selection.type.name;
    const key = `${typeName} ${text.join(' ')}`;
    const alike = parts.get(key);
    if (alike) alike.paths.push(place);
    else
      parts.set(key, { typeName, text: text.join(' '), keys: fields.map((field) => field.key), used, paths: [place] });
  }

  private entityFetch(service: string, drafts: readonly RepresentationsDraft[]): EntityFetch {
    const parts = drafts.map((draft, index) => ({ ...draft, key: `_e${index}` }));
    const used = new Set(drafts.flatMap((draft) => [...draft.used]));
    return { service, representations: parts, request: entityRequest(this.head, parts, used) };
  }
}
