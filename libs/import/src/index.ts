export * from './cells.js';
export { csvLine, inertCell } from './csv.writer.js';
export {
  type ColumnsSeen,
  type FileFormat,
  FileRefused,
  type FileRow,
  type OriginalRow,
  type ParsedRow,
  readRows,
  REASON_COLUMNS,
  REJECT_COLUMNS,
} from './file.rows.js';
export { answeredEarlier, batchEventIds, importByDecider, type RowsToCommands } from './import-by-decider.js';
export { ImportRuns } from './import-run.store.js';
export { importMigrations } from './import-tables.migration.js';
export { ImportAnswer } from './import.answer.js';
export { ImportController } from './import.controller.js';
export type { ImportKind } from './import.kind.js';
export { ImportModule } from './import.module.js';
export type { BatchContext, ImportBatch, ImportJob, RowResult } from './import.job.js';
export { runImport } from './import.pipeline.js';
export type * from './import.protocol.js';
export { RequestBody } from './request-body.js';
export type { SharedStock, TakenRow } from './shared-stock.js';
export { columnOf } from './running-import.js';
export { FileRejections, RowRejections } from './import.rejections.js';
