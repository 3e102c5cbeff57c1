import { Unit, UNIT_KINDS, type UnitPlacement } from '@hengxin/contracts';
import { type EventLog } from '@hengxin/event-log';
import type { Rejection } from '@hengxin/event-sourcing';
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
import { Clock, Database, DIRECTORY, EVENT_LOG, Progress } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { organisationRejections } from '../organisation/organisation.rejections.js';
import { unitDecider } from './unit.decider.js';
import { type TreeFault, treeFaults } from './whole-tree.rules.js';

const columns = {
  unit_id: required(id),
  parent_id: optional(id),
  kind: required(choice(UNIT_KINDS)),
  name: required(text(200)),
  valid_from: optional(date),
};
type Row = ParsedRow<RowValues<typeof columns>>;

/**
 * `POST /import/units`: the file's tree is checked as a whole, together with what is stored; broken, none of it is
 * taken.
 */
@Controller('import/units')
export class UnitsImport extends ImportController<typeof columns> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly progress: Progress,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof columns> = {
    kind: 'units',
    columns,
    readsFrom: ['directory'],
    batchSize: Infinity,
    importBatch: (rows, context) => this.take(rows, context),
  };

  /** One units file at a time in the whole platform: two that are sound by themselves may not be so together. */
  private take(rows: readonly Row[], context: BatchContext): Promise<RowResult[]> {
    return this.database.tx(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('organisation units'))");
      await this.progress.caughtUp(['directory']);
      return this.takeWhole(rows, context);
    });
  }

  private async takeWhole(rows: readonly Row[], context: BatchContext): Promise<RowResult[]> {
    const lastOf = new Map(rows.map((row) => [keyOf(placementOf(row)), row]));
    const faults = treeFaults([...this.stored(lastOf), ...[...lastOf.values()].map(placementOf)]);
    if (faults.length > 0) return refuseAll(rows, faults);
    const taken = await importByDecider([...lastOf.values()], context, {
      log: this.log,
      aggregate: Unit,
      decider: unitDecider,
      idOf: (values) => values.unit_id,
      command: (values) => ({ type: 'PlaceUnit' as const, data: placementOf({ values }) }),
      meta: () => ({ businessDate: this.clock.today() }),
    });
    const results = new Map([...lastOf.values()].map((row, i) => [row.line, taken[i]!]));
    // A row that a later one for the same unit and day corrects changes nothing.
    return rows.map(({ line }) => results.get(line) ?? 'UNCHANGED');
  }

  /** What is stored and not replaced by the file. */
  private stored(replaced: ReadonlyMap<string, unknown>): UnitPlacement[] {
    const { tree } = this.directory;
    return [...tree.unitIds()].flatMap((unitId) =>
      tree.historyOf(unitId).filter((placement) => !replaced.has(keyOf(placement))),
    );
  }
}

function placementOf({ values }: { values: Row['values'] }): UnitPlacement {
  const { unit_id: unitId, parent_id: parentId, kind, name, valid_from: validFrom } = values;
  return { unitId, parentId, kind, name, validFrom };
}

function keyOf({ unitId, validFrom }: Pick<UnitPlacement, 'unitId' | 'validFrom'>): string {
  return `${unitId}|${validFrom ?? ''}`;
}

/**
 * Every row of a broken tree goes back, so that the rejects file, mended, is whole again; the guilty ones say what is
 * wrong. A move in the file may break the tree on a later day only, when a stored one follows: the fault is that one's
 * then. It is told of its partners in the file, or of all rows where it has none.
 */
function refuseAll(rows: readonly Row[], faults: readonly TreeFault[]): Rejection[] {
  const inFile = new Set(rows.map((row) => keyOf(placementOf(row))));
  const [own, stored] = [
    faults.filter((each) => inFile.has(keyOf(each))),
    faults.filter((each) => !inFile.has(keyOf(each))),
  ];
  const first = new Map<string, Rejection>();
  for (const fault of own) if (!first.has(keyOf(fault))) first.set(keyOf(fault), fault.rejection);
  const partners = new Map(stored.toReversed().flatMap(({ toldOf }) => [...toldOf]));
  const nobody = rows.some((row) => first.has(keyOf(placementOf(row))) || partners.has(row.values.unit_id))
    ? organisationRejections.TREE_BROKEN().rejection
    : faults[0]!.rejection;
  return rows.map((row) => first.get(keyOf(placementOf(row))) ?? partners.get(row.values.unit_id) ?? nobody);
}
