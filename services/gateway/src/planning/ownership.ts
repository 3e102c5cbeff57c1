import type { Supergraph } from '../composition/supergraph.js';
import { isIntrospection, type SelectedField, type Selection } from '@hengxin/operation-limits';

/** True when no service is needed: the name of the root type and the schema are known here. */
export const asksNobody = ({ fields }: Selection): boolean => fields.every(({ name }) => name.startsWith('__'));

/** The one service that can answer the whole operation, or undefined. */
export function soleOwner(supergraph: Supergraph, selection: Selection): string | undefined {
  if (asksNobody(selection) || selection.fields.some(isIntrospection)) return undefined;
  return supergraph.services.find((service) => answersAll(supergraph, selection, service));
}

function answersAll(supergraph: Supergraph, selection: Selection, service: string): boolean {
  return selection.fields.every(
    (field) =>
      field.name === '__typename' ||
      (owners(supergraph, selection, field).includes(service) &&
        field.selections.every(
          (child) => !knows(supergraph, child, service) || answersAll(supergraph, child, service),
        )),
  );
}

/** The services that can answer a field. */
export const owners = (supergraph: Supergraph, selection: Selection, field: SelectedField): readonly string[] =>
  supergraph.fieldOwners[selection.type.name]?.[field.name] ?? [];
/** Whether a service knows the type of a selection at all. */
export const knows = (supergraph: Supergraph, selection: Selection, service: string): boolean =>
  supergraph.typeOwners[selection.type.name]?.includes(service) ?? false;
