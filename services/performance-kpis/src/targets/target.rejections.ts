import { defineRejections } from '@hengxin/event-sourcing';

/** Why targets are not set, or not shown. */
export const targetRejections = defineRejections({
  TARGET_SCOPE_NOT_ONE: {
    field: ['input', 'targets'],
    en: 'A target is of exactly one of `unitId` and `staffId`.',
    zh: '目标须且仅须指定 `unitId` 与 `staffId` 之一。',
  },
  TARGET_UNIT_UNKNOWN: {
    field: ['input', 'targets'],
    en: 'No unit {unitId} is known below you. Check the id.',
    zh: '在您的管辖范围内未找到机构 {unitId}。请核对编号。',
  },
  TARGET_STAFF_UNKNOWN: {
    field: ['input', 'targets'],
    en: 'No member of staff {staffId} is known below you. Check the id.',
    zh: '在您的管辖范围内未找到员工 {staffId}。请核对编号。',
  },
  TARGET_UNIT_NOT_OPEN: {
    field: ['input', 'targets'],
    en: 'The unit {unitId} opens on {opensOn}: it has no target for the month of {month}. Choose the month of that day, or a later one.',
    zh: '机构 {unitId} 自 {opensOn} 起设立，{month} 所在月份没有目标可设。请选择该日所在月份或之后的月份。',
  },
  TARGET_STAFF_NOT_THERE: {
    field: ['input', 'targets'],
    en: 'The member of staff {staffId} works at the bank on no day of the month of {month}. Choose a month of theirs; to take a target back, leave all its levels out.',
    zh: '员工 {staffId} 在 {month} 所在月份没有任何一天在岗。请选择其在岗的月份；如需撤销目标，请不填任何层级。',
  },
  TARGET_METRIC_UNKNOWN: {
    field: ['input', 'targets'],
    en: 'There is no metric {metric}. `metrics` lists those there are.',
    zh: '没有指标 {metric}。可用指标请查询 `metrics`。',
  },
  TARGET_MONTH: {
    field: ['input', 'targets'],
    en: '{month} is not the first day of a month of the calendar. Give {example}, for one.',
    zh: '{month} 不是日历内某月的第一天。例如请填 {example}。',
  },
  TARGET_AMOUNT: {
    field: [],
    en: 'Expected a number from 0 on, with at most 12 digits before the point and 6 behind it.',
    zh: '应为不小于 0 的数字，小数点前至多 12 位、后至多 6 位。',
  },
  TARGET_LEVELS: {
    field: ['input', 'targets'],
    en: 'The levels of {metric} for {month} are out of order: {lower} has to be at most {higher}. Base, stretch and challenge get harder one after the other.',
    zh: '{metric} 在 {month} 的目标层级顺序有误：{lower} 须不大于 {higher}。基础、进取、挑战三级应逐级更难。',
  },
  TARGET_TWICE: {
    field: ['input', 'targets'],
    en: 'The target of {metric} for {month} stands twice in the list for the same unit or member of staff. Leave one of them out.',
    zh: '同一机构或员工的 {metric} 在 {month} 的目标在列表中出现两次。请删去其一。',
  },
});
