import { defineRejections } from '@hengxin/event-sourcing';
import { doorRejections } from '@hengxin/http-door';
import { identityRejections } from '@hengxin/identity';
import { operationRejections } from '@hengxin/operation-limits';
import { processRejections } from '../process/process.rejections.js';
import { registerRejections } from './catalogue.js';

/** Refusals that any service may answer with. */
export const sharedRejections = registerRejections(
  'every service',
  defineRejections({
    ...processRejections.texts,
    INVALID_INPUT: { field: ['input'], en: '`{path}` {en}.', zh: '字段 `{path}` {zh}。' },
    COMMAND_ID_REUSED: {
      field: ['input', 'commandId'],
      en: 'This commandId was already used for another command. Make a new one for each intention.',
      zh: '该 commandId 已用于另一条命令。请为每个新的意图生成新的 commandId。',
    },
    CONFLICT: {
      field: ['input'],
      en: 'Others changed the same record at the same time, again and again. Nothing was stored; send it again.',
      zh: '同一记录正被反复同时修改，本次未保存任何内容，请重新提交。',
    },
    APPEND_TOO_LARGE: {
      field: ['input'],
      en: 'What this asks for would be stored as {bytes} bytes, and one command stores {most} at most. Nothing was stored; ask for less at a time.',
      zh: '本次请求需保存 {bytes} 字节，一条命令最多保存 {most} 字节。本次未保存任何内容，请分多次提交。',
    },
    PAGE_SIZE: {
      field: ['first'],
      en: '`first` is {first}; a page has 1 to {most} entries.',
      zh: '`first` 为 {first}；每页可取 1 至 {most} 条。',
    },
    CURSOR_INVALID: {
      field: ['after'],
      en: '`after` is no cursor of this list. Use an `endCursor` as it came, or leave it out to start at the top.',
      zh: '`after` 不是此列表的游标。请原样使用返回的 `endCursor`，或省略以从头开始。',
    },
    POSITION_INVALID: {
      field: ['atLeast'],
      en: '`atLeast` is no position. Use one as a command returned it.',
      zh: '`atLeast` 不是有效的位置。请原样使用命令返回的 position。',
    },
    NOT_YET_VISIBLE: {
      field: ['atLeast'],
      en: 'This service has not caught up with `atLeast` yet. Ask again in a few seconds.',
      zh: '本服务尚未追上 `atLeast` 所示位置，请几秒后重试。',
    },
    EVENTS_PARKED: {
      field: ['atLeast'],
      en: 'What `atLeast` stands for is not all in this answer: `{consumers}` could not take an event of the same client or staff, and later ones wait behind it. Anyone who runs the platform sees why with `npm run parked`; without `atLeast` you get what is known.',
      zh: '`atLeast` 所示内容未能全部体现在本次结果中：`{consumers}` 无法处理同一客户或员工的某个事件，其后的事件均在等待。平台管理员可用 `npm run parked` 查看原因；去掉 `atLeast` 可查询目前已知的数据。',
    },
    DATE_OUTSIDE_CALENDAR: {
      field: ['date'],
      en: '{date} is outside the business calendar, which knows the years {firstYear} to {lastYear}. Choose a day of those years.',
      zh: '{date} 超出工作日历范围，日历仅覆盖 {firstYear} 年至 {lastYear} 年。请选择其间的日期。',
    },
    LOG_UNAVAILABLE: {
      field: [],
      en: 'The event log cannot be reached. Try again in a few seconds; a command may be sent again with the same commandId, and takes effect once.',
      zh: '事件日志暂不可用，请几秒后重试；命令可以相同的 commandId 再次提交，不会重复生效。',
    },
    DATABASE_UNAVAILABLE: {
      field: [],
      en: 'The database cannot be reached. Try again in a few seconds; a command may be sent again with the same commandId, and takes effect once.',
      zh: '数据库暂不可用，请几秒后重试；命令可以相同的 commandId 再次提交，不会重复生效。',
    },
    INTERNAL_ONLY: {
      field: [],
      en: 'Only the gateway may ask this. It proves itself by HENGXIN_INTERNAL_SECRET, which it shares with the services.',
      zh: '仅网关可以访问。网关以与各服务共享的 HENGXIN_INTERNAL_SECRET 证明身份。',
    },
    REPRESENTATIONS_TOO_MANY: {
      field: ['representations'],
      en: '{count} entities are asked for at once, {limit} are allowed.',
      zh: '一次请求了 {count} 个实体，最多 {limit} 个。',
    },
    REPRESENTATION_MALFORMED: {
      field: ['representations'],
      en: 'A representation must be an object with the `__typename` of an entity and an `id` of 1 to 200 characters.',
      zh: '每个实体引用须为对象，含实体的 `__typename` 以及 1 至 200 个字符的 `id`。',
    },
    CLOCK_INPUT_INVALID: {
      field: ['now'],
      en: 'The body must be JSON like {"now": "2026-03-02T09:00:00+08:00"}.',
      zh: '请求体必须是形如 {"now": "2026-03-02T09:00:00+08:00"} 的 JSON。',
    },
    MALFORMED_QUERY: { field: [], en: 'The query is malformed.', zh: '查询格式有误。' },
    INTERNAL: {
      field: [],
      en: 'Something failed on our side. The correlation id of this call finds it in the logs.',
      zh: '系统内部出错。可凭本次调用的关联编号在日志中查找。',
    },
  }),
);

registerRejections('identity', identityRejections);
registerRejections('every port', operationRejections);
registerRejections('every port', doorRejections);
