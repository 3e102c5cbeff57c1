import { type BusinessDate, chinaCalendar } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  connection,
  type Connection,
  type CursorKey,
  decodeCursor,
  DIRECTORY,
  pageSize,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { People } from './people.js';
import { PlacementsOnDay } from './placements-on-day.js';
import { staffNames } from '../staff/staff-names.projection.js';
import { BusinessTimeView, StaffView, UnitView } from './organisation.views.js';

const PLACES = 'directory';

@Resolver()
export class OrganisationResolver {
  constructor(
    private readonly places: PlacementsOnDay,
    private readonly people: People,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(PLACES, staffNames.consumer)
  async me(@Context() { caller }: RequestContext): Promise<StaffView> {
    const [self] = caller.isStaff ? await this.people.of([caller.id]) : [];
    if (!self) throw new QueryRefused('STAFF_UNKNOWN');
    return self;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  now(): BusinessTimeView {
    return BusinessTimeView.of(this.clock);
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(PLACES)
  unit(@Args('id') id: string, @Args('on') on: string | null, @Context() { caller }: RequestContext): UnitView | null {
    const day = this.day(on);
    return this.maySee(caller, id) ? UnitView.of(id, this.directory.tree, day) : null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(PLACES)
  units(
    @Args('parentId') parentId: string | null,
    @Args('on') on: string | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Connection<UnitView> {
    const size = pageSize(first, 50);
    const cursor = decodeCursor(after, 1);
    const day = this.day(on);
    const visible = this.places.children(parentId ?? null, day).filter(({ unitId }) => this.maySee(caller, unitId));
    const page = pageAfter(visible, ({ unitId }) => unitId, cursor, size);
    return connection(
      page,
      { first: size, after },
      ({ unitId }) => [unitId],
      ({ unitId }) => UnitView.of(unitId, this.directory.tree, day)!,
    );
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(PLACES, staffNames.consumer)
  async staff(
    @Args('unitId') unitId: string,
    @Args('on') on: string | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<StaffView>> {
    const size = pageSize(first, 50);
    const cursor = decodeCursor(after, 1);
    const day = this.day(on);
    if (!this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    if (!this.directory.tree.unit(unitId, day)) throw new QueryRefused('UNIT_UNKNOWN', ['unitId'], { unitId });
    const page = pageAfter(this.places.staff(unitId, day), ({ staffId }) => staffId, cursor, size);
    const people = await this.people.of(page.map(({ staffId }) => staffId));
    return connection(
      people.flatMap((person) => person ?? []),
      { first: size, after },
      ({ id }) => [id],
    );
  }

  /** Names of units are no secret: a caller who may see a contact may see where it was made. */
  @ScopedReference('Unit', 'name', 'kind', 'parent')
  unitReferences(ids: readonly string[]): (UnitView | null)[] {
    const today = this.clock.today();
    return ids.map((id) => UnitView.of(id, this.directory.tree, today));
  }

  /**
   * Colleagues' names are no secret within the bank; an integration learns those of its own subtree. Others are masked,
   * not left out: the maker of a contact that it may see may since work elsewhere, and a contact without its maker
   * would be no answer at all.
   */
  @ScopedReference('Staff', 'name', 'role', 'unit')
  async staffReferences(ids: readonly string[], { caller }: RequestContext): Promise<(StaffView | null)[]> {
    const people = await this.people.of(ids);
    if (caller.role !== 'INTEGRATION') return people;
    return people.map((person) => (!person || this.scope.canSeeStaff(caller, person.id) ? person : person.masked()));
  }

  /** The units that the caller may see, and those above the own one: everybody may know where they belong. */
  private maySee(caller: Caller, unitId: string): boolean {
    if (this.scope.canSeeUnit(caller, unitId)) return true;
    return caller.unitId !== null && this.directory.tree.isWithin(caller.unitId, unitId, this.clock.today());
  }

  private day(on: string | null | undefined): BusinessDate {
    if (on === null || on === undefined) return this.clock.today();
    const { firstYear, lastYear } = chinaCalendar;
    if (!chinaCalendar.supports(on))
      throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date: on, firstYear, lastYear }, ['on']));
    return on;
  }
}

/** Up to one more than a page of what comes after a cursor, in a list sorted by id. */
function pageAfter<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  cursor: CursorKey | undefined,
  size: number,
): readonly Row[] {
  const after = cursor?.[0];
  const start = after === undefined ? 0 : rows.findIndex((row) => idOf(row) > String(after));
  return start < 0 ? [] : rows.slice(start, start + size + 1);
}
