import { defineRejections } from '@hengxin/event-sourcing';

/** Why a complaint is not answered or closed. */
export const complaintRejections = defineRejections({
  COMPLAINT_UNKNOWN: {
    field: ['input', 'complaintId'],
    en: 'No complaint {complaintId} of your units is known. Check the id in `complaints`.',
    zh: '未找到您所辖机构的投诉 {complaintId}。请在 `complaints` 中核对编号。',
  },
  COMPLAINT_HEARD_BY_YOU: {
    field: ['input', 'complaintId'],
    en: 'You heard complaint {complaintId} yourself. Leave it to another head of its unit, or to one above.',
    zh: '投诉 {complaintId} 是您本人听取的。请由该机构的其他负责人或上级负责人处理。',
  },
  COMPLAINT_SETTLED: {
    field: ['input', 'complaintId'],
    en: 'Complaint {complaintId} is {state}. One that is answered may be closed; one that is closed stays so.',
    zh: '投诉 {complaintId} 的状态为 {state}。已答复的可以办结，已办结的不再变更。',
  },
});
