import { Database } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { ImportFiles } from './import.files.js';
import { ImportRuns } from './import-run.store.js';

/** What import controllers stand on. */
@Module({
  providers: [
    { provide: ImportRuns, useFactory: (database: Database) => new ImportRuns(database), inject: [Database] },
    ImportFiles,
  ],
  exports: [ImportFiles],
})
export class ImportModule {}
