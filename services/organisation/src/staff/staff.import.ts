import { ROLES, Staff, WIDE_ROLES } from '@hengxin/contracts';
import { type EventLog } from '@hengxin/event-log';
import type { Directory } from '@hengxin/identity';
import {
  type BatchContext,
  choice,
  date,
  id,
  importByDecider,
  ImportController,
  type ImportKind,
  optional,
  type ParsedRow,
  required,
  type RowResult,
  type RowValues,
  text,
} from '@hengxin/import';
import { Clock, DIRECTORY, EVENT_LOG, Progress } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { type PlaceStaff, staffDecider } from './staff.decider.js';
import { Proposals } from '../second-word/proposals.js';
import { proposals } from '../second-word/proposals.projection.js';
import { FirstLoad } from '../organisation/first-load.js';

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
 * `POST /import/staff`: each row places somebody in a unit from a day on, up to a last day where one is given. What
 * gives wide rights awaits a second administrator's word, but in a bank's first load.
 */
@Controller('import/staff')
export class StaffImport extends ImportController<typeof columns> {
  constructor(
    private readonly clock: Clock,
    private readonly firstLoad: FirstLoad,
    private readonly proposals: Proposals,
    private readonly progress: Progress,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof columns> = {
    kind: 'staff',
    columns,
    readsFrom: ['directory'],
    keyOf: (values) => values.staff_id,
    importBatch: (rows, context) => this.take(rows, context),
    awaiting: (run) => this.awaiting(run),
  };

  private async take(rows: readonly Row[], context: BatchContext): Promise<RowResult[]> {
    const store = (firstLoad: boolean) => this.store(rows, context, { by: context.caller.id, firstLoad });
    return rows.some(({ values }) => WIDE_ROLES.has(values.role))
      ? this.firstLoad.during(context.run, store)
      : store(false);
  }

  private store(
    rows: readonly Row[],
    context: BatchContext,
    facts: Pick<PlaceStaff['data'], 'by' | 'firstLoad'>,
  ): Promise<RowResult[]> {
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
    await this.progress.caughtUp([proposals.consumer]);
    return this.proposals.countOf(run);
  }
}
