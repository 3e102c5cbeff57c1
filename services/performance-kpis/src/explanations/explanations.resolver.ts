import { chinaCalendar } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { Allow, Clock, DIRECTORY, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CountedContacts } from '../contacts/counted-contacts.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { type AskedScope, KpiQuestions, type KpiScopeInput, type PeriodInput } from '../kpi/kpi-questions.js';
import { isProvisional, type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { TreeViews } from '../kpi/tree-views.js';
import { MetricSet } from '../metrics/metric-set.js';
import type { Value } from '../metrics/metric.js';
import type { Words } from '../metrics/side-words.js';
import { explanationOf } from './explanation.rules.js';

/** As the schema has it. */
interface KpiExplanation extends Value {
  readonly metric: string;
  readonly sentence: string;
  readonly steps: readonly {
    readonly label: string;
    readonly value: string;
    readonly rule: string | null;
    readonly contactIds: readonly string[] | null;
  }[];
}

/** Contacts behind a step at most: `kpiContacts` lists the rest. */
const MOST_CONTACTS = 100;

/** How figures came about. */
@Resolver()
export class ExplanationsResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly views: TreeViews,
    private readonly contacts: CountedContacts,
    private readonly metrics: MetricSet,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, 'directory')
  async kpiExplain(
    @Args('scope') input: KpiScopeInput,
    @Args('period') periodInput: PeriodInput,
    @Args('metric') metric: string,
    @Context() { caller, language }: RequestContext,
  ): Promise<KpiExplanation> {
    const scope = this.questions.scopeOf(input, caller);
    const period = this.questions.periodOf(periodInput);
    const definition = this.metrics.definitionOf(metric);
    const { grain, window, start, end } = period;
    const figures = await this.views.one({ scopeKey: scope.key, grain, window }, 'AS_WAS');
    const { metric: _, ...value } = this.metrics.valueOf(metric, figures);
    const today = this.clock.today();
    const on = end < today ? end : today;
    const explained = { definition, value, figures, who: this.nameOf(scope, period), start, end, on };
    const { sentence, steps } = explanationOf(
      { ...explained, isProvisional: isProvisional(chinaCalendar, period) },
      language,
    );
    const contactIds = steps.some(({ hasContacts }) => hasContacts)
      ? await this.contacts.page({ caller, scope, period, metric, first: MOST_CONTACTS, after: null })
      : undefined;
    return {
      metric,
      ...value,
      sentence,
      steps: steps.map(({ hasContacts, ...step }) => ({
        ...step,
        contactIds: hasContacts ? contactIds!.edges.map(({ node }) => node.id) : null,
      })),
    };
  }

  private nameOf(scope: AskedScope, period: Period): Words {
    if (scope.unitId === undefined) return { en: `member of staff ${scope.staffId}`, zh: `员工 ${scope.staffId}` };
    const day = treeDayOf(period, this.clock.today());
    const name = this.directory.tree.unit(scope.unitId, day)?.name ?? scope.unitId;
    return { en: name, zh: name };
  }
}
