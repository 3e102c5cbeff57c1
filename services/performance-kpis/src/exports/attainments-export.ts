import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { CalendarEdition } from '../figures/calendar-edition.js';
import type { OrgRow } from '../figures/org-rows.js';
import type { AskedScope } from '../kpi/kpi-questions.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { Attainments } from '../targets/attainments.js';
import { shownAttainment } from '../targets/target.rules.js';
import type { Cell } from './kpi-export.js';

interface AttainmentsAsked {
  readonly caller: Caller;
  readonly scope: AskedScope;
  readonly period: Period;
}

const NAMES = [
  'unit_id',
  'unit_name',
  'staff_id',
  'grain',
  'start',
  'end',
  'metric',
  'level',
  'value',
  'target',
  'attainment',
  'below_together',
  'difference',
];

/** Targets and what was reached of them as a file: of a scope, and of those directly below it whom the caller sees. */
@Injectable()
export class AttainmentsExport {
  constructor(
    private readonly attainments: Attainments,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly calendar: CalendarEdition,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** A line of names, then one a scope, metric and level, read while it is sent. Throws QueryRefused before the first. */
  async lines({ caller, scope, period }: AttainmentsAsked): Promise<AsyncIterable<readonly Cell[]>> {
    await this.calendar.assertComplete();
    const below = await this.attainments.below(scope, period);
    const visible = below.filter((row) => this.isVisible(caller, row));
    return this.read([scope, ...visible.map(scopeOfRow)], period);
  }

  private async *read(scopes: readonly AskedScope[], period: Period): AsyncGenerator<readonly Cell[]> {
    const { grain, start, end } = period;
    const day = treeDayOf(period, this.clock.today());
    yield NAMES;
    for (const scope of scopes) {
      const named = this.named(scope, day);
      for (const each of await this.attainments.ofLevels(scope, period)) {
        const { metric, level, value, target, attainment, childrenSum, difference } = each;
        const reached = [value, target, shownAttainment(attainment), childrenSum, difference];
        yield [...named, grain, start, end, metric, level, ...reached];
      }
    }
  }

  private named(scope: AskedScope, day: string): Cell[] {
    if (scope.staffId !== undefined) return [null, null, scope.staffId];
    return [scope.unitId, this.directory.tree.unit(scope.unitId, day)?.name ?? null, null];
  }

  private isVisible(caller: Caller, { kind, id }: OrgRow): boolean {
    return this.scope.canSeeFigures(caller, kind === 'unit' ? { unitId: id } : { staffId: id });
  }
}

const scopeOfRow = ({ kind, id, scopeKey: key }: OrgRow): AskedScope =>
  kind === 'unit' ? { unitId: id, key } : { staffId: id, key };
