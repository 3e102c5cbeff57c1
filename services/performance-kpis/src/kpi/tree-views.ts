import type { BusinessDate } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { OrgRows } from '../figures/org-rows.js';
import { directKey, unitOfKey } from '../figures/scopes.rules.js';
import { sharedBy } from '../figures/shared-client.store.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import type { FigureQueries, FiguresAsked, Reader } from './figures.queries.js';
import type { Period } from './period-input.rules.js';
import type { SeriesQueries } from './series.queries.js';
import { type SharedOfWindow, withoutShared } from './tree-view.rules.js';

/** Whose tree figures are counted by: that of each day, or that of today (rule 14). */
export type TreeView = 'AS_WAS' | 'AS_IS';

/** What figures are read by: one scope each, or several that are added up. */
interface Readers {
  readonly figures: FigureQueries;
  readonly series: SeriesQueries;
}

/** The rows of an answer: whose figures, and the units that are added up for them where there are several. */
interface Added extends FiguresAsked {
  readonly units: ReadonlySet<string>;
}

/**
 * Figures by the tree of each day, or by that of today. The former are kept. The latter are the sums of what the units
 * have by themselves that hang below one today, less the clients whom several of them count. So a move of a unit costs
 * nothing but a question, and no question looks at facts. A member of staff has the same figures either way.
 */
export class TreeViews {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly kept: Readers,
    private readonly added: Readers,
    private readonly db: Reader,
    private readonly metrics: MetricSet,
    private readonly today: () => BusinessDate,
    directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  async one(asked: FiguresAsked, view: TreeView): Promise<ScopeFigures> {
    if (view === 'AS_WAS' || unitOfKey(asked.scopeKey) === undefined) return this.kept.figures.one(asked);
    return (await this.table([asked], view))[0]!;
  }

  /** In the order asked for. */
  async table(asked: readonly FiguresAsked[], view: TreeView): Promise<readonly ScopeFigures[]> {
    if (view === 'AS_WAS') return this.kept.figures.table(asked);
    const units = asked.flatMap((each) => this.addedFor(each) ?? []);
    const people = asked.filter(({ scopeKey }) => unitOfKey(scopeKey) === undefined);
    const [ofUnits, ofPeople] = await Promise.all([this.ofUnits(units), this.kept.figures.table(people)]);
    const next = { unit: 0, person: 0 };
    return asked.map(({ scopeKey }) =>
      unitOfKey(scopeKey) === undefined ? ofPeople[next.person++]! : ofUnits[next.unit++]!,
    );
  }

  /** By scope the figures of periods that follow each other without a gap: see `SeriesQueries`. */
  async series(
    scopeKeys: readonly string[],
    periods: readonly Period[],
    view: TreeView,
  ): Promise<ReadonlyMap<string, readonly ScopeFigures[]>> {
    const people = view === 'AS_WAS' ? scopeKeys : scopeKeys.filter((key) => unitOfKey(key) === undefined);
    const found = new Map(await this.kept.series.of(people, periods));
    const units = scopeKeys.filter((key) => !people.includes(key));
    if (units.length === 0) return found;
    const addedKeys = units.map((key) => keyOf(this.unitsOf(unitOfKey(key)!)));
    const [added, shared] = await Promise.all([
      this.added.series.of(addedKeys, periods),
      this.shared(periods, new Set(units.flatMap((key) => [...this.unitsOf(unitOfKey(key)!)]))),
    ]);
    units.forEach((key, i) => {
      const members = this.unitsOf(unitOfKey(key)!);
      const figures = added.get(addedKeys[i]!)!;
      found.set(
        key,
        figures.map((each, place) => withoutShared(each, shared, periods[place]!.window, members)),
      );
    });
    return found;
  }

  private async ofUnits(asked: readonly Added[]): Promise<readonly ScopeFigures[]> {
    const all = new Set(asked.flatMap(({ units }) => [...units]));
    const [figures, shared] = await Promise.all([
      this.added.figures.table(asked.map(({ scopeKey, grain, window }) => ({ scopeKey, grain, window }))),
      this.shared(asked, all),
    ]);
    return figures.map((each, i) => withoutShared(each, shared, asked[i]!.window, asked[i]!.units));
  }

  private addedFor(asked: FiguresAsked): Added | undefined {
    const unitId = unitOfKey(asked.scopeKey);
    if (unitId === undefined) return undefined;
    const units = this.unitsOf(unitId);
    return { ...asked, units, scopeKey: keyOf(units) };
  }

  private unitsOf(unitId: string): ReadonlySet<string> {
    return this.orgRows.unitsBelow(unitId, this.today());
  }

  private async shared(
    periods: readonly Pick<FiguresAsked, 'window'>[],
    units: ReadonlySet<string>,
  ): Promise<readonly SharedOfWindow[]> {
    if (this.metrics.perClient.length === 0 || periods.length === 0) return [];
    const windows = new Map(periods.map(({ window }) => [`${window.grain} ${window.start}`, window]));
    return sharedBy(this.db, [...windows.values()], units);
  }
}

const keyOf = (units: ReadonlySet<string>): string => [...units].map(directKey).sort().join();
