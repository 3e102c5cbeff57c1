import { chinaCalendar, type Grain } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { DIRECTORY, QueryRefused, sharedRejections } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { kpiRejections } from './kpi.rejections.js';
import { MetricSet } from '../metrics/metric-set.js';
import { dayOutside, type Period, periodOf, periodsBetween } from './period-input.rules.js';
import { staffKey, unitKey } from '../figures/scopes.rules.js';

export interface KpiScopeInput {
  readonly unitId?: string | null;
  readonly staffId?: string | null;
}

export interface PeriodInput {
  readonly grain: Grain;
  readonly start: string;
}

/** A scope that the caller may ask about, with the key under which its figures are kept. */
export type AskedScope =
  | { readonly unitId: string; readonly staffId?: undefined; readonly key: string }
  | { readonly staffId: string; readonly unitId?: undefined; readonly key: string };

/** What is asked, checked: rights, scopes and periods. Throws QueryRefused. */
@Injectable()
export class KpiQuestions {
  private readonly periods = new Map<string, Period>();

  constructor(
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
    private readonly metrics: MetricSet,
  ) {}

  scopeOf(input: KpiScopeInput, caller: Caller): AskedScope {
    const { unitId, staffId } = input;
    if ((unitId == null) === (staffId == null)) throw QueryRefused.of(kpiRejections.SCOPE_NOT_ONE());
    if (!this.scope.canSeeFigures(caller, input)) throw new QueryRefused('OUT_OF_SCOPE', ['scope']);
    return unitId != null ? this.unit(unitId, ['scope', 'unitId']) : this.staff(staffId!);
  }

  unitOf(unitId: string, caller: Caller): AskedScope & { readonly unitId: string } {
    if (!this.scope.canSeeFigures(caller, { unitId })) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    return this.unit(unitId, ['unitId']);
  }

  /** Periods are asked for again and again: what a sound one is stays the same. */
  periodOf({ grain, start }: PeriodInput): Period {
    const key = `${grain} ${start}`;
    let period = this.periods.get(key);
    if (!period) {
      if (this.periods.size > 10_000) this.periods.clear();
      this.periods.set(key, (period = checkedPeriod(grain, start)));
    }
    return period;
  }

  /** The periods of a series, from the one that holds `from` to the one that holds `to`. */
  periodsOf(grain: Grain, from: string, to: string): readonly Period[] {
    refuseOutside(grain, from, ['from']);
    refuseOutside(grain, to, ['to']);
    const periods = periodsBetween(grain, from, to);
    if (isRejected(periods)) throw QueryRefused.of(periods);
    return periods;
  }

  /** A calendar year. */
  yearOf(year: number): Period {
    const start = `${String(year).padStart(4, '0')}-01-01`;
    refuseOutside('YEAR', start, ['year']);
    return this.periodOf({ grain: 'YEAR', start });
  }

  /** Codes asked for, each once; all where none are. The schema's enum has let no other through. */
  metricsOf(metrics: readonly string[] | null | undefined): readonly string[] {
    return metrics ? [...new Set(metrics)] : this.metrics.codes;
  }

  /** A metric that counts contacts. Refuses one that counts something else. */
  metricOfContacts(metric: string): string {
    if (this.metrics.definitionOf(metric).drillDown === 'NONE')
      throw QueryRefused.of(kpiRejections.METRIC_WITHOUT_CONTACTS({ metric }));
    return metric;
  }

  /**
   * A metric whose numbers are made of what can be listed one by one. Refuses one of contacts alone; and to who sees
   * clients masked (rule 24) one whose rows would tell what a client has, or when a birthday is.
   */
  metricListed(metric: string, caller: Caller): string {
    if ((this.metrics.definitionOf(metric).counted ?? 'NONE') === 'NONE')
      throw QueryRefused.of(kpiRejections.METRIC_OF_CONTACTS({ metric }));
    if (this.metrics.ofMaskedFacts.has(metric) && this.scope.masksNames(caller))
      throw QueryRefused.of(kpiRejections.METRIC_OF_MASKED_FACTS({ metric }));
    return metric;
  }

  private unit(unitId: string, field: readonly string[]): { unitId: string; key: string } {
    if (this.directory.tree.historyOf(unitId).length === 0)
      throw QueryRefused.of(kpiRejections.SCOPE_UNIT_UNKNOWN({ unitId }, field));
    return { unitId, key: unitKey(unitId) };
  }

  private staff(staffId: string): { staffId: string; key: string } {
    if (this.directory.tree.placementsOf(staffId).length === 0)
      throw QueryRefused.of(kpiRejections.SCOPE_STAFF_UNKNOWN({ staffId }));
    return { staffId, key: staffKey(staffId) };
  }
}

function checkedPeriod(grain: Grain, start: string): Period {
  refuseOutside(grain, start, ['period', 'start']);
  const period = periodOf(grain, start);
  if (isRejected(period)) throw QueryRefused.of(period);
  return period;
}

function refuseOutside(grain: Grain, day: string, field: readonly string[]): void {
  const date = dayOutside(chinaCalendar, grain, day);
  const { firstYear, lastYear } = chinaCalendar;
  if (date !== undefined)
    throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, field));
}
