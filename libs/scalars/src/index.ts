export { joinSchemas, readSchema, type SchemaFile, schemaFiles, withState } from './read-schema.js';
export { type StateFields, stateFields } from './service-state.js';
export * from './strict-scalars.js';
export * from './text.js';
