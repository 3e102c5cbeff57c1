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
    en: 'The bank has no unit {unitId}. Check the id.',
    zh: '本行没有机构 {unitId}。请核对编号。',
  },
  SCOPE_STAFF_UNKNOWN: {
    field: ['scope', 'staffId'],
    en: 'The bank has no member of staff {staffId}. Check the id.',
    zh: '本行没有员工 {staffId}。请核对编号。',
  },
  SERIES_ENDS_BEFORE_START: {
    field: ['to'],
    en: 'The series ends on {to}, before it begins on {from}. Give an end that is not before the beginning.',
    zh: '序列的结束日 {to} 早于开始日 {from}。请给出不早于开始日的结束日。',
  },
  SERIES_TOO_LONG: {
    field: ['to'],
    en: 'From {from} to {to} there are more than {limit} periods of the grain {grain}. Ask for fewer, or for a coarser grain.',
    zh: '从 {from} 到 {to} 的 {grain} 周期超过 {limit} 个。请缩短区间，或使用更粗的周期。',
  },
  METRIC_WITHOUT_CONTACTS: {
    field: ['metric'],
    en: '{metric} does not count contacts: there are none behind it to list. Ask `kpiCounted` for what it counts.',
    zh: '指标 {metric} 不按联系计数，没有可列出的联系记录。请用 `kpiCounted` 查询其统计内容。',
  },
  METRIC_OF_CONTACTS: {
    field: ['metric'],
    en: '{metric} counts contacts. Ask `kpiContacts` for those behind it.',
    zh: '指标 {metric} 按联系计数。请用 `kpiContacts` 查询其背后的联系记录。',
  },
  METRIC_OF_MASKED_FACTS: {
    field: ['metric'],
    en: '{metric} rests on what clients have, or on their dates, and you see clients masked. Ask `kpi` of a member of staff for the part that their clients add.',
    zh: '指标 {metric} 基于客户的资产或日期，而您看到的客户信息已脱敏。请用 `kpi` 查询员工的指标，了解其客户合计的部分。',
  },
  LEADERBOARD_TOO_WIDE: {
    field: ['unitId'],
    en: 'More than {limit} members of staff work below {unitId}. Ask of a unit below it: figures of so many are not compared at once.',
    zh: '{unitId} 及其下级的员工超过 {limit} 名。请查询其下级机构：一次不比较这么多人的指标。',
  },
  FIGURES_BEING_COUNTED: {
    field: [],
    en: 'The calendar of working days or what is counted has changed, and the figures are being counted again. Ask again in a few minutes.',
    zh: '工作日历或统计内容已更新，指标正在重新计算，请几分钟后重试。',
  },
});
