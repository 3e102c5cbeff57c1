import { type MonthTarget, Targets } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import {
  type BatchContext,
  type Cell,
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
import { Clock, deterministicId, EVENT_LOG } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { staffKey, unitKey } from '../figures/scopes.rules.js';
import { type SetTargets, targetsDecider } from './target.decider.js';
import { targetRejections } from './target.rejections.js';
import { TargetQueries } from './target.queries.js';
import { type Levels, targetKey } from './target.rules.js';
import { TargetSetting } from './target-setting.js';
import { targets } from './targets.projection.js';

const AMOUNT = /^\d{1,12}(\.\d{1,6})?$/;
const amount: Cell<number> = Object.assign(
  (value: string) => (AMOUNT.test(value) ? Number(value) : targetRejections.TARGET_AMOUNT()),
  { takesNumbers: true },
);
const MONTH = /^\d{4}-\d{2}$/;
/** `2026-03`, kept as its first day. */
const month: Cell<string> = (value) =>
  MONTH.test(value) ? `${value}-01` : targetRejections.TARGET_MONTH({ month: value, example: '2026-03' }, []);

const columns = {
  unit_id: optional(id),
  staff_id: optional(id),
  metric: required(text(64)),
  month: required(month),
  base: optional(amount),
  stretch: optional(amount),
  challenge: optional(amount),
};
type Values = RowValues<typeof columns>;

/** `POST /import/targets`: a target a row, as `setTargets` sets it; a row that changes nothing is unchanged. */
@Controller('import/targets')
export class TargetsImport extends ImportController<typeof columns> {
  constructor(
    private readonly clock: Clock,
    private readonly setting: TargetSetting,
    private readonly stored: TargetQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof columns> = {
    kind: 'targets',
    columns,
    readsFrom: ['directory', targets.consumer],
    keyOf: (values) => targetKey(targetOf(values)),
    importBatch: (rows, context) => this.take(rows, context),
  };

  private async take(rows: readonly ParsedRow<Values>[], context: BatchContext): Promise<RowResult[]> {
    const setAt = this.clock.instant();
    const standing = await this.standing(rows.map(({ values }) => targetOf(values)));
    return importByDecider(rows, context, {
      log: this.log,
      aggregate: Targets,
      decider: targetsDecider,
      idOf: streamOf,
      command: (values): SetTargets => ({
        type: 'SetTargets',
        data: {
          setId: streamOf(values),
          setBy: context.caller.id,
          setAt,
          targets: [this.setting.wanted(targetOf(values))],
          stands: isSame(targetOf(values), standing.get(targetKey(targetOf(values)))),
          fieldOf: () => [],
        },
      }),
      meta: () => ({ businessDate: this.clock.today() }),
    });
  }

  /** What stands by now, whether a file or somebody by hand has set it. */
  private async standing(targets: readonly MonthTarget[]): Promise<ReadonlyMap<string, Levels | undefined>> {
    const found = await this.stored.standing(
      targets.map(({ unitId, staffId, metric, month }) => ({
        ...{ metric, month, scope: unitId === null ? staffKey(staffId ?? '') : unitKey(unitId) },
      })),
    );
    return new Map(targets.map((target, i) => [targetKey(target), found[i]]));
  }
}

const isSame = ({ base, stretch, challenge }: MonthTarget, stands: Levels | undefined): boolean =>
  stands !== undefined && stands.base === base && stands.stretch === stretch && stands.challenge === challenge;

const streamOf = (values: Values): string => deterministicId('target', targetKey(targetOf(values)));

const targetOf = ({ unit_id, staff_id, metric, month, base, stretch, challenge }: Values): MonthTarget => ({
  unitId: unit_id,
  staffId: staff_id,
  metric,
  month,
  base,
  stretch,
  challenge,
});
