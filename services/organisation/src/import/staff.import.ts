import { ROLES, Staff } from '@hengxin/contracts';
import { type EventLog } from '@hengxin/event-log';
import type { Directory } from '@hengxin/identity';
import {
  type BatchContext,
  choice,
  date,
  id,
  importByDecider,
  optional,
  type ParsedRow,
  registerImport,
  required,
  type RowResult,
  type RowValues,
  text,
} from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type PlaceStaff, staffDecider } from '../domain/staff.decider.js';

const columns = {
  staff_id: required(id),
  name: required(text(200)),
  role: required(choice(ROLES)),
  unit_id: required(id),
  valid_from: optional(date),
};
type Row = ParsedRow<RowValues<typeof columns>>;

/** `POST /import/staff`: each row places somebody in a unit from a day on. */
@Injectable()
export class StaffImport implements OnModuleInit {
  constructor(
    private readonly nest: ModuleRef,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  onModuleInit(): void {
    registerImport(this.nest, {
      kind: 'staff',
      columns,
      readsFrom: ['directory'],
      keyOf: (values) => values.staff_id,
      importBatch: (rows, context) => this.take(rows, context),
    });
  }

  private take(rows: readonly Row[], context: BatchContext): Promise<RowResult[]> {
    return importByDecider(rows, context, {
      log: this.log,
      aggregate: Staff,
      decider: staffDecider,
      idOf: (values) => values.staff_id,
      command: (values) => this.commandOf(values),
      meta: () => ({ businessDate: this.clock.today() }),
    });
  }

  private commandOf({ staff_id: staffId, name, role, unit_id: unitId, valid_from: validFrom }: Row['values']): PlaceStaff {
    const unitKnown = this.directory.tree.historyOf(unitId).length > 0;
    return { type: 'PlaceStaff', data: { staffId, name, role, unitId, validFrom, unitKnown } };
  }
}
