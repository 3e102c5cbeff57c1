import { businessDateOf, dateOfDayNumber, dayNumber } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  Database,
  decodeCursor,
  DIRECTORY,
  pageSize,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { readFacts } from '../figures/client-facts.store.js';
import { windowBefore } from '../figures/level-ranges.rules.js';
import { countedPartsOf } from '../figures/parts.rules.js';
import { pathOn, TreePlacements } from '../figures/placements.rules.js';
import { type Scope, Scopes } from '../figures/scopes.rules.js';
import type { Look } from '../figures/step-worth.rules.js';
import { DaysOfBank } from '../figures/working-days.rules.js';
import type { AskedScope } from '../kpi/kpi-questions.js';
import type { Period } from '../kpi/period-input.rules.js';
import type { TreeView } from '../kpi/tree-views.js';
import { MetricSet } from '../metrics/metric-set.js';
import { figuresOf } from '../metrics/reading.js';
import { addedBy } from './counted.rules.js';
import { countedRows, type CountedPlace, type CountedRow, keptClients, type StaffDays } from './counted.queries.js';
import { type Days, daysIn, staffFrom } from './staff-days.rules.js';
import { StaffOfTree } from './staff-of-tree.js';

export interface CountedAsked {
  readonly caller: Caller;
  readonly scope: AskedScope;
  readonly period: Period;
  /** The code of a metric that can be listed. */
  readonly metric: string;
  readonly view: TreeView;
  /** True: what stands in the numerator alone; false: what does not; null: all. */
  readonly reached: boolean | null;
  readonly first: number | null;
  readonly after: string | null;
}

/** One of what a figure counts, as the schema has it. */
export interface Counted {
  readonly staff: { readonly id: string };
  readonly client: { readonly id: string } | null;
  readonly date: string | null;
  readonly about: CountedRow['about'];
  readonly aboutId: string | null;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}

/** Members of staff looked at together, out of so many who may count; and rows of them. */
const STAFF_A_LOOK = { staffAtMost: 20, candidatesAtMost: 2_000 };
const ROWS_A_LOOK = 101;
/** Looks of a page at most: who may see little of a unit gets shorter pages, not a walk over its year. */
const LOOKS = 10;

interface Found extends CountedPlace {
  readonly node: Counted;
}
/** What a look found, and where it stopped; undefined where nothing follows. */
interface Looked {
  readonly found: readonly Found[];
  readonly stoppedAt: CountedPlace | undefined;
}

/** Whose parts are asked for. */
interface Whose {
  readonly look: Look;
  /** What a part has to count for. */
  readonly scopes: ReadonlySet<Scope>;
  /** Who may have days in the scope, by their ids; and the days of one of them. */
  readonly candidates: readonly string[];
  readonly daysOf: (staffId: string) => readonly Days[];
}
/** Those of them who are looked at. */
type Part = Pick<Whose, 'look' | 'scopes'> & { readonly staff: readonly StaffDays[] };

/**
 * What a figure counts, one by one, with what each adds (rule 14): over all pages together the figure itself. By member
 * of staff, so that each page looks at the clients, or the days, of a few.
 */
@Injectable()
export class CountedParts {
  private readonly scopes = new Scopes();
  private tree: { readonly version: number; readonly places: TreePlacements; readonly staff: StaffOfTree } | undefined;

  constructor(
    private readonly database: Database,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly days: DaysOfBank,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async page(asked: CountedAsked): Promise<Connection<Counted>> {
    const first = pageSize(asked.first, 20);
    const { grain, window } = asked.period;
    const look: Look = { grain, window, today: dayNumber(this.clock.today()), workingDays: this.days.current };
    const scopes = this.scopesOf(asked);
    const whose: Whose = { look, scopes, ...this.staffOf(asked, look, scopes) };
    const found: Found[] = [];
    let place = placeOf(asked.after);
    for (let looks = 0; found.length <= first && looks < LOOKS; looks++) {
      const looked = await this.lookAt(asked, whose, place);
      found.push(...looked.found);
      place = looked.stoppedAt;
      if (!place) break;
    }
    return connection(found, { first, after: asked.after }, keyOf, ({ node }) => node, place && keyOf(place));
  }

  private async lookAt(asked: CountedAsked, whose: Whose, place: CountedPlace | undefined): Promise<Looked> {
    const { staff: next, next: follows } = staffFrom(whose.candidates, place?.staffId, whose.daysOf, STAFF_A_LOOK);
    const stoppedAt = follows === undefined ? undefined : { staffId: follows, day: FIRST, id: '' };
    const staff = next.flatMap(({ staffId, days }) => days.map((each) => ({ staffId, ...each })));
    if (staff.length === 0) return { found: [], stoppedAt };
    const part = { look: whose.look, scopes: whose.scopes, staff };
    const { counted } = this.metrics.definitionOf(asked.metric);
    const looked = counted === 'CLIENTS' ? await this.clients(asked, part, place) : await this.rows(asked, part, place);
    return looked.stoppedAt ? looked : { ...looked, stoppedAt };
  }

  private async clients(asked: CountedAsked, { look, scopes, staff }: Part, place: CountedPlace | undefined) {
    const staffIds = [...new Set(staff.map(({ staffId }) => staffId))];
    const after = place && { staffId: place.staffId, clientId: place.id };
    const kept = await keptClients(this.database, staffIds, after, ROWS_A_LOOK);
    const from = Math.min(windowBefore(look.grain, look.window).start, look.window.start);
    const wanted = kept.map(({ clientId }) => ({ clientId, from, withBalances: true }));
    const facts = await readFacts(this.database, wanted, this.scopes, (epochMs) =>
      dayNumber(businessDateOf(epochMs, this.clock.timeZone)),
    );
    const found = kept.flatMap(({ staffId, clientId }, i): Found[] => {
      const keeper = this.scopes.staff(staffId);
      const known = facts[i]!;
      const parts = countedPartsOf(known, this.placements());
      const own = parts.filter(({ rm, scopes: of }) => rm === keeper && of.some((scope) => scopes.has(scope)));
      if (own.length === 0) return [];
      const value = this.metrics.valueOf(
        asked.metric,
        addedBy(this.metrics.definitionOf(asked.metric), known, own, look),
      );
      const isRatio = this.isRatio(asked.metric);
      if (value.numerator === 0 && !(isRatio && value.denominator !== 0)) return [];
      if (asked.reached !== null && asked.reached !== (value.numerator !== 0)) return [];
      const rm = known.assignments.findLast((each) => each.from <= look.today);
      if (!this.scope.canSeeClient(asked.caller, { rmId: rm ? this.scopes.id(rm.value) : null })) return [];
      const { metric: _, ...numbers } = value;
      const node = {
        staff: { id: staffId },
        client: { id: clientId },
        date: null,
        about: null,
        aboutId: null,
        ...numbers,
      };
      return [{ staffId, day: FIRST, id: clientId, node }];
    });
    const last = kept.length === ROWS_A_LOOK ? kept.at(-1)! : undefined;
    return { found, stoppedAt: last && { staffId: last.staffId, day: FIRST, id: last.clientId } };
  }

  private async rows(asked: CountedAsked, { staff }: Part, after: CountedPlace | undefined): Promise<Looked> {
    const { formula, counted } = this.metrics.definitionOf(asked.metric);
    const namesOf = (side: Parameters<typeof figuresOf>[0]) => figuresOf(side).map(({ name }) => name);
    const sides = { of: namesOf(formula.of), over: formula.kind === 'ratio' ? namesOf(formula.over) : [] };
    const { start, end } = asked.period.window;
    const days = staff
      .map((each) => ({ ...each, from: Math.max(each.from, start), to: Math.min(each.to, end) }))
      .filter(({ from, to }) => from <= to);
    const subject = counted as 'FACTS' | 'DAYS' | 'PLAN_ITEMS';
    const page = { staff: days, sides, after, reached: asked.reached, limit: ROWS_A_LOOK };
    const rows = await countedRows(this.database, subject, page);
    const isRatio = this.isRatio(asked.metric);
    const found = rows.flatMap((row): Found[] => {
      const { staffId, day, id, about, clientId, numerator } = row;
      if (!isRatio && numerator === 0) return [];
      const [unit] = pathOn(this.placements(), this.scopes.staff(staffId), day);
      const made = { staffId, unitId: unit === undefined ? '' : this.scopes.id(unit), rmId: null };
      if (!this.scope.canSeeContact(asked.caller, made)) return [];
      const denominator = isRatio ? row.denominator : null;
      const value = denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;
      const client = clientId === null ? null : { id: clientId };
      const named = { staff: { id: staffId }, client, date: dateOfDayNumber(day), about, aboutId: about && id };
      return [{ staffId, day, id, node: { ...named, value, numerator, denominator } }];
    });
    return { found, stoppedAt: rows.length === ROWS_A_LOOK ? rows.at(-1) : undefined };
  }

  private isRatio(metric: string): boolean {
    return this.metrics.definitionOf(metric).formula.kind === 'ratio';
  }

  /** What a part, or a day of somebody, has to count for: by the tree of today the units that hang there now. */
  private scopesOf({ scope, view }: CountedAsked): ReadonlySet<Scope> {
    if (scope.staffId !== undefined) return new Set([this.scopes.staff(scope.staffId)]);
    if (view === 'AS_WAS') return new Set([this.scopes.unit(scope.unitId)]);
    return new Set([...this.scope.subtree(scope.unitId)].map((unitId) => this.scopes.direct(unitId)));
  }

  /** Who may have days in the scope, whatever the period; and the days, looked for as they are needed. */
  private staffOf(
    { scope }: CountedAsked,
    { grain, window, today }: Look,
    scopes: ReadonlySet<Scope>,
  ): Pick<Whose, 'candidates' | 'daysOf'> {
    // A growth looks at the period before, a level of one that has not begun at today.
    const days = { from: Math.min(windowBefore(grain, window).start, today), to: Math.max(window.end, today) };
    if (scope.staffId !== undefined) return { candidates: [scope.staffId], daysOf: () => [days] };
    const { places, staff } = this.ofTree();
    const daysOf = (staffId: string) => daysIn(places, this.scopes.staff(staffId), scopes, days);
    return { candidates: staff.ever(scope.unitId), daysOf };
  }

  private placements(): TreePlacements {
    return this.ofTree().places;
  }

  private ofTree() {
    const { version, tree } = this.directory;
    if (this.tree?.version !== version)
      this.tree = { version, places: new TreePlacements(tree, this.scopes), staff: new StaffOfTree(tree) };
    return this.tree;
  }
}

/** Before every row of a member of staff: rows are listed from the newest day to the oldest. */
const FIRST = 2 ** 31 - 1;

const keyOf = ({ staffId, day, id }: CountedPlace) => [staffId, day, id];

function placeOf(after: string | null): CountedPlace | undefined {
  const key = decodeCursor(after, 3);
  if (!key) return undefined;
  const [staffId, day, id] = key;
  if (
    typeof staffId !== 'string' ||
    !Number.isInteger(day) ||
    Math.abs(day as number) > FIRST ||
    typeof id !== 'string'
  )
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { staffId, day: day as number, id };
}
