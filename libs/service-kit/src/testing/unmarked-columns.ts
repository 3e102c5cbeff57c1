import type { EventType } from '@hengxin/event-sourcing';
import type { Projection } from '@hengxin/projections';
import { catalogueOf, type ProjectionParts, projectionsOf, type ServiceDefinition } from '../service-definition.js';

type Declared = Pick<ServiceDefinition, 'name' | 'projections' | 'consumedProjections' | 'catalogue'>;

/**
 * Columns of the projections that take a personal field and are not `personal`. A column takes it by its name: that of
 * the field or of what the field stands in, or `data`, which keeps whole events. As `table.column`.
 */
export function unmarkedColumns(definition: Declared, parts: ProjectionParts): string[] {
  return projectionsOf(definition, parts).flatMap((projection) => {
    const told = new Set(personalPaths(definition, projection).flat().map(columnOf));
    if (told.size > 0) told.add('data');
    return projection.tables.flatMap(({ name, columns }) =>
      Object.entries(columns)
        .filter(([column, { personalOf }]) => told.has(column) && personalOf === undefined)
        .map(([column]) => `${name}.${column}`),
    );
  });
}

/** Personal fields that reach a projection: all of its own context, of others those that it asks for. */
function personalPaths(definition: Declared, { events, personal }: Projection): (readonly string[])[] {
  const catalogue = catalogueOf(definition);
  const isOwn = ({ type }: EventType) => catalogue.definitionOf(type)?.aggregate.context === definition.name;
  return events.flatMap((event) =>
    event.personal.filter((path) => isOwn(event) || (personal ?? []).includes(path.join('.'))),
  );
}

/** The column of a field: `nextTopic` is `next_topic`. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
