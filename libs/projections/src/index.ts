export * from './column.js';
export { type Columns, type OnConflict, type Put, type RowOf, Table, table, type TableFacts } from './table.js';
export {
  emptyTables,
  type EventsOf,
  eventsOf,
  type Projection,
  projection,
  type ProjectionDefinition,
  type Rebuilt,
  startOver,
} from './projection.js';
export { projectionsController } from './projections.controller.js';
export {
  type Assignment,
  assignmentOf,
  clientAssignment,
  type ClientOnDay,
  keeperOn,
  keepersOn,
  putAssignments,
} from './facts/assignments.js';
export { clientDirectory, type ClientDirectoryDefinition, type ClientNews } from './facts/client-directory.js';
export {
  BEGINNING,
  noPlacements,
  OrgTables,
  PLACED,
  type PlacedEvent,
  type Placements,
  placementsOf,
  takePlacements,
} from './facts/org-tree.js';
