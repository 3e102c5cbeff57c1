import { GRAINS } from '@hengxin/contracts';
import { Allow, type RequestContext } from '@hengxin/service-kit';
import { Context, Query, Resolver } from '@nestjs/graphql';
import { kindOf, type MetricDefinition } from '../metrics/metric.js';
import { MetricSet } from '../metrics/metric-set.js';

/** What a ratio is measured in, which is of no unit. */
const SHARE = 'SHARE';

/** As the schema has it. */
function viewOf(definition: MetricDefinition, language: RequestContext['language']) {
  const { code, group, direction, rule, name, summary, summaryZh, formula } = definition;
  return {
    code,
    name: name[language],
    description: language === 'zh' ? summaryZh : summary,
    group,
    kind: kindOf(definition),
    unit: formula.kind === 'ratio' ? SHARE : formula.of.unit,
    direction,
    rules: [String(rule)],
    grains: GRAINS,
  };
}

/** What the figures are. */
@Resolver()
export class MetricsResolver {
  constructor(private readonly set: MetricSet) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  metrics(@Context() { language }: RequestContext) {
    return this.set.metrics.map((definition) => viewOf(definition, language));
  }
}
