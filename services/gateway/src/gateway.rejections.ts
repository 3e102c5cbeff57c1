import { defineRejections } from '@hengxin/event-sourcing';
import { doorRejections } from '@hengxin/http-door';
import { identityRejections } from '@hengxin/identity';
import { operationRejections } from '@hengxin/operation-limits';

const { TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_WITHDRAWN, STAFF_UNKNOWN, ACCOUNT_IS_STAFF } = identityRejections.texts;

/** What the gateway itself may answer instead of data: sentences that name the fault and the fix. */
export const gatewayRejections = defineRejections({
  TOKEN_MISSING,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_WITHDRAWN,
  STAFF_UNKNOWN,
  ...operationRejections.texts,
  ACCOUNT_IS_STAFF,
  ISSUER_UNAVAILABLE: {
    field: [],
    en: 'Tokens cannot be checked at the moment, since their issuer does not answer: try again shortly.',
    zh: '令牌签发方暂时无法访问，无法校验令牌：请稍后再试。',
  },
  SERVICE_UNAVAILABLE: {
    field: [],
    en: 'The service {service} does not answer at the moment: try again shortly. A command may be sent again with the same commandId, and takes effect once.',
    zh: '服务 {service} 暂时不可用：请稍后再试；命令可以相同的 commandId 再次提交，不会重复生效。',
  },
  VALUE_MISSING: { field: [], en: 'Cannot return null for non-nullable field {field}.', zh: '必填字段 {field} 没有值。' },
  DEMO_STAFF_UNKNOWN: {
    field: [],
    en: 'No member of staff has the id {staffId}: see the demo sign-ins of `npm start`.',
    zh: '没有编号为 {staffId} 的员工：请使用 `npm start` 显示的演示账号。',
  },
  DEMO_INPUT_INVALID: { field: [], en: 'The body must be JSON like {example}.', zh: '请求体必须是形如 {example} 的 JSON。' },
  DATE_OUTSIDE_CALENDAR: {
    field: ['now'],
    en: '{date} is outside the business calendar, which knows the years {firstYear} to {lastYear}.',
    zh: '{date} 超出工作日历范围，日历仅覆盖 {firstYear} 年至 {lastYear} 年。',
  },
  CLOCK_RUNS_FORWARD: {
    field: ['now'],
    en: 'The demo clock only moves forward: it stands at {now}.',
    zh: '演示时钟只能前进：当前为 {now}。',
  },
  DEMO_LOOPBACK_ONLY: { field: [], en: 'The demo endpoints answer on this machine alone.', zh: '演示接口仅限本机访问。' },
  SUBSCRIBER_TOO_SLOW: {
    field: [],
    en: 'Events came faster than they were taken; some are lost here: read what you missed and subscribe again.',
    zh: '事件到达快于接收，部分已丢失：请先查询遗漏的数据，再重新订阅。',
  },
  HEADER_MALFORMED: {
    field: [],
    en: 'The header {header} holds what cannot be sent on: send up to {limit} printable characters of ASCII, or leave it out.',
    zh: '请求头 {header} 含有无法转发的内容：请仅发送不超过 {limit} 个可打印的 ASCII 字符，或将其省略。',
  },
  ...doorRejections.texts,
  INTERNAL: {
    field: [],
    en: 'Something went wrong here: report the correlation id {correlationId}.',
    zh: '系统内部错误：请报告关联编号 {correlationId}。',
  },
});
