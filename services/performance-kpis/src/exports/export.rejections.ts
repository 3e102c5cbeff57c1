import { defineRejections } from '@hengxin/event-sourcing';

/** Why figures are not given as a file. */
export const exportRejections = defineRejections({
  EXPORT_METRIC_UNKNOWN: {
    field: ['metrics'],
    en: 'There is no metric {metric}. `metrics` of the API lists those there are; give their codes, parted by commas.',
    zh: '没有指标 {metric}。可用指标请查询接口的 `metrics`，以逗号分隔给出代码。',
  },
});
