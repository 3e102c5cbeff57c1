import { defineRejections } from '@hengxin/event-sourcing';

/** Why a leave is not taken, or not cancelled. */
export const leaveRejections = defineRejections({
  LEAVE_STAFF_UNKNOWN: {
    field: ['input', 'staffId'],
    en: 'There is no relationship manager {staffId} whose leave you may record. Check the id; heads record it for their own staff.',
    zh: '没有您可以为其登记休假的客户经理 {staffId}。请核对编号；负责人只能为本机构员工登记。',
  },
  LEAVE_DATES_REVERSED: {
    field: ['input', 'to'],
    en: 'The leave would end on {to}, before it begins on {from}. Swap the days.',
    zh: '休假结束日 {to} 早于开始日 {from}。请调换日期。',
  },
  LEAVE_TOO_LONG: {
    field: ['input', 'to'],
    en: 'A leave from {from} to {to} takes more than {most} days. Hand the clients over, or record it in parts.',
    zh: '{from} 至 {to} 的休假超过 {most} 天。请移交客户，或分段登记。',
  },
  LEAVE_OVERLAPS: {
    field: ['input', 'from'],
    en: 'A leave from {from} to {to} is there already. Cancel it, or choose other days.',
    zh: '{from} 至 {to} 已有休假。请先取消，或另选日期。',
  },
  LEAVE_COVER_IS_SELF: {
    field: ['input', 'coverId'],
    en: 'Nobody covers for themselves. Name a colleague, or nobody.',
    zh: '不能由本人代班。请指定同事，或不指定。',
  },
  LEAVE_COVER_UNKNOWN: {
    field: ['input', 'coverId'],
    en: 'There is no relationship manager {coverId} on {from}. Check the id.',
    zh: '{from} 没有客户经理 {coverId}。请核对编号。',
  },
  LEAVE_COVER_AWAY: {
    field: ['input', 'coverId'],
    en: '{coverId} is away from {from} to {to}, and covers nobody then. Name another colleague.',
    zh: '{coverId} 在 {from} 至 {to} 休假，不能代班。请指定其他同事。',
  },
  LEAVE_COVERS_OTHERS: {
    field: ['input', 'from'],
    en: '{staffId} covers for {coveredId} from {from} to {to}. Name another cover there first, or choose other days.',
    zh: '{staffId} 在 {from} 至 {to} 为 {coveredId} 代班。请先更换代班人，或另选日期。',
  },
  LEAVE_LINE_FULL: {
    field: ['input'],
    en: 'Too many leaves are being recorded at this moment. Nothing was stored; send it again in a few seconds.',
    zh: '当前登记休假的人过多，本次未保存任何内容，请几秒后重新提交。',
  },
  LEAVE_UNKNOWN: {
    field: ['input', 'leaveId'],
    en: 'There is no leave {leaveId} that you may cancel. Take the id from `leaves`.',
    zh: '没有您可以取消的休假 {leaveId}。请使用 `leaves` 返回的编号。',
  },
  LEAVE_ALREADY_CANCELLED: {
    field: ['input', 'leaveId'],
    en: 'Leave {leaveId} is cancelled already.',
    zh: '休假 {leaveId} 已取消。',
  },
  LEAVE_OVER: {
    field: ['input', 'leaveId'],
    en: 'Leave {leaveId} ended on {to}; nothing of it can be taken back.',
    zh: '休假 {leaveId} 已于 {to} 结束，不能撤回。',
  },
});

export type LeaveRejection = keyof typeof leaveRejections.texts & string;
