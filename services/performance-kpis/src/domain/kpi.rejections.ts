import { defineRejections } from '@hengxin/event-sourcing';

/** Why a question about figures is turned away. */
export const kpiRejections = defineRejections({
  PERIOD_START: {
    field: ['period', 'start'],
    en: '{start} is not the first day of a {grain}. The one that holds it starts on {first}.',
    zh: '{start} 不是 {grain} 周期的第一天。包含该日的周期始于 {first}。',
  },
  SCOPE_NOT_ONE: {
    field: ['scope'],
    en: 'A scope names exactly one of `unitId` and `staffId`.',
    zh: '范围须且仅须指定 `unitId` 与 `staffId` 之一。',
  },
  SCOPE_UNIT_UNKNOWN: {
    field: ['scope', 'unitId'],
    en: 'The bank has no unit {unitId}.',
    zh: '本行没有机构 {unitId}。',
  },
  SCOPE_STAFF_UNKNOWN: {
    field: ['scope', 'staffId'],
    en: 'The bank has no member of staff {staffId}.',
    zh: '本行没有员工 {staffId}。',
  },
  FIGURES_BEING_COUNTED: {
    field: [],
    en: 'The calendar of working days has changed and the figures are being counted anew. Ask again in a few minutes.',
    zh: '工作日历已更新，指标正在重新计算，请几分钟后重试。',
  },
});
