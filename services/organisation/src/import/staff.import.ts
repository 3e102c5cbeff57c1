import { ROLES, Staff, WIDE_ROLES } from '@hengxin/contracts';
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
import { Clock, DIRECTORY, EVENT_LOG, Progress } from '@hengxin/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type PlaceStaff, staffDecider } from '../domain/staff.decider.js';
import { Proposals } from '../read-models/proposals.js';
import { PROPOSALS } from '../read-models/proposals.projection.js';
import { FirstLoad } from './first-load.js';

const columns = {
  staff_id: required(id),
  name: required(text(200)),
  role: required(choice(ROLES)),
  unit_id: required(id),
  valid_from: optional(date),
  valid_to: optional(date),
};
type Row = ParsedRow<RowValues<typeof columns>>;

/**
 * `POST /import/staff`: each row places somebody in a unit from a day on, up to a last day where one is given. What gives wide rights
 * awaits a second administrator's word, but in a bank's first load.
 */
@Injectable()
export class StaffImport implements OnModuleInit {
  constructor(
    private readonly nest: ModuleRef,
    private readonly clock: Clock,
    private readonly firstLoad: FirstLoad,
    private readonly proposals: Proposals,
    private readonly progress: Progress,
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
      awaiting: (run) => this.awaiting(run),
    });
  }

  private async take(rows: readonly Row[], context: BatchContext): Promise<RowResult[]> {
    const given = rows.some(({ values }) => WIDE_ROLES.has(values.role));
    const facts = { by: context.caller.id, firstLoad: given && (await this.firstLoad.isOf(context.run)) };
    return importByDecider(rows, context, {
      log: this.log,
      aggregate: Staff,
      decider: staffDecider,
      idOf: (values) => values.staff_id,
      command: (values) => this.commandOf(values, facts),
      meta: () => ({ businessDate: this.clock.today() }),
    });
  }

  private commandOf(
    { staff_id: staffId, name, role, unit_id: unitId, valid_from: validFrom, valid_to: validTo }: Row['values'],
    facts: Pick<PlaceStaff['data'], 'by' | 'firstLoad'>,
  ): PlaceStaff {
    const unitKnown = this.directory.tree.historyOf(unitId).length > 0;
    const placement = { staffId, name, role, unitId, validFrom, ...(validTo !== null && { validTo }) };
    return { type: 'PlaceStaff', data: { ...placement, ...facts, unitKnown } };
  }

  private async awaiting(run: string): Promise<number> {
    await this.progress.caughtUp([PROPOSALS]);
    return this.proposals.countOf(run);
  }
}
