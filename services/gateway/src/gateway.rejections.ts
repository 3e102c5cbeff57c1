import { defineRejections } from '@hengxin/event-sourcing';
import { doorRejections } from '@hengxin/http-door';
import { identityRejections } from '@hengxin/identity';
import { operationRejections } from '@hengxin/operation-limits';
import { processRejections } from '@hengxin/service-kit/process';

const { TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_WITHDRAWN, STAFF_UNKNOWN, ACCOUNT_IS_STAFF } =
  identityRejections.texts;

/** What the gateway itself may answer instead of data: sentences that name the fault and the fix. */
export const gatewayRejections = defineRejections({
  TOKEN_MISSING,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_WITHDRAWN,
  STAFF_UNKNOWN,
  ...operationRejections.texts,
  ...processRejections.texts,
  ACCOUNT_IS_STAFF,
  SERVICE_UNAVAILABLE: {
    field: [],
    en: 'The service {service} does not answer at the moment: try again shortly. A command may be sent again with the same commandId, and takes effect once.',
    zh: '服务 {service} 暂时不可用：请稍后再试；命令可以相同的 commandId 再次提交，不会重复生效。',
  },
  OPERATION_NOT_IN_TIME: {
    field: [],
    en: 'The operation took more than {seconds} s, and the service {service} was not asked any more: ask for less at once, or try again. A command may be sent again with the same commandId, and takes effect once.',
    zh: '操作已超过 {seconds} 秒，未再请求服务 {service}：请减少单次请求的内容，或稍后再试；命令可以相同的 commandId 再次提交，不会重复生效。',
  },
  VALUE_MISSING: {
    field: [],
    en: 'Cannot return null for non-nullable field {field}.',
    zh: '必填字段 {field} 没有值。',
  },
  DEMO_STAFF_UNKNOWN: {
    field: [],
    en: 'No member of staff has the id {staffId}: see the demo sign-ins of `npm start`.',
    zh: '没有编号为 {staffId} 的员工：请使用 `npm start` 显示的演示账号。',
  },
  DEMO_INPUT_INVALID: {
    field: [],
    en: 'The body must be JSON like {example}.',
    zh: '请求体必须是形如 {example} 的 JSON。',
  },
  CONSOLE_NOT_BUILT: {
    field: [],
    en: 'The console is not there: `npm run build` builds it, and HENGXIN_CONSOLE_DIR names another directory.',
    zh: '控制台尚未构建：请运行 `npm run build`，或以 HENGXIN_CONSOLE_DIR 指定其他目录。',
  },
  DATE_OUTSIDE_CALENDAR: {
    field: ['now'],
    en: '{date} is outside the business calendar, which knows the years {firstYear} to {lastYear}.',
    zh: '{date} 超出工作日历范围，日历仅覆盖 {firstYear} 年至 {lastYear} 年。',
  },
  DEMO_LOOPBACK_ONLY: {
    field: [],
    en: 'The demo endpoints answer on this machine alone.',
    zh: '演示接口仅限本机访问。',
  },
  HEADER_MALFORMED: {
    field: [],
    en: 'The header {header} holds what cannot be sent on: send up to {limit} printable characters of ASCII, or leave it out.',
    zh: '请求头 {header} 含有无法转发的内容：请仅发送不超过 {limit} 个可打印的 ASCII 字符，或将其省略。',
  },
  RATING_TOO_OFTEN: {
    field: [],
    en: 'That was tried too often. Wait {seconds} seconds, and try again.',
    zh: '尝试过于频繁。请等待 {seconds} 秒后再试。',
  },
  UPLOADS_TOO_MANY: {
    field: [],
    en: 'You are sending {most} files already. Wait until one of them has arrived, and send this one again.',
    zh: '您已有 {most} 个文件正在上传。请等其中一个上传完成后，再重新发送此文件。',
  },
  ...doorRejections.texts,
  INTERNAL: {
    field: [],
    en: 'Something went wrong here: report the correlation id {correlationId}.',
    zh: '系统内部错误：请报告关联编号 {correlationId}。',
  },
});
