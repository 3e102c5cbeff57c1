import { defineRejections } from '@hengxin/event-sourcing';
import { doorRejections } from '@hengxin/http-door';
import { identityRejections } from '@hengxin/identity';

const { TOKEN_MISSING, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_WITHDRAWN, STAFF_UNKNOWN } = identityRejections.texts;

/** What the gateway itself may answer instead of data: sentences that name the fault and the fix. */
export const gatewayRejections = defineRejections({
  TOKEN_MISSING,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_WITHDRAWN,
  STAFF_UNKNOWN,
  ISSUER_UNAVAILABLE: {
    field: [],
    en: 'Tokens cannot be checked at the moment, since their issuer does not answer: try again shortly.',
    zh: '令牌签发方暂时无法访问，无法校验令牌：请稍后再试。',
  },
  BODY_NOT_JSON: {
    field: [],
    en: 'The body is not JSON: send `{"query": "…", "variables": {…}}`.',
    zh: '请求体不是 JSON：请发送 `{"query": "…", "variables": {…}}`。',
  },
  BODY_TOO_LARGE: {
    field: [],
    en: 'The body is larger than {limit} bytes: send less, and values as variables.',
    zh: '请求体超过 {limit} 字节：请缩小请求。',
  },
  BODY_KEY_RESERVED: {
    field: [],
    en: 'The body holds the key `{key}`, which no service reads: leave it out.',
    zh: '请求体含有不被接受的键 `{key}`：请将其去掉。',
  },
  CONTENT_TYPE: { field: [], en: 'The content type must be application/json.', zh: '请求的 content-type 必须是 application/json。' },
  BATCH_REFUSED: { field: [], en: 'A list of operations is not taken: send them one by one.', zh: '不接受批量操作：请逐个发送。' },
  QUERY_MISSING: { field: [], en: 'The body has no `query` text.', zh: '请求体中没有 `query` 文本。' },
  VARIABLES_NOT_OBJECT: { field: [], en: '`variables` must be an object.', zh: '`variables` 必须是对象。' },
  METHOD_NOT_ALLOWED: { field: [], en: 'Send operations by POST.', zh: '请用 POST 发送操作。' },
  QUERY_TOO_LARGE: {
    field: [],
    en: 'The query text is longer than {limit} bytes: ask for less in one operation.',
    zh: '查询文本超过 {limit} 字节：请拆成多个操作。',
  },
  QUERY_MALFORMED: { field: [], en: 'The query text cannot be read: {detail}', zh: '查询文本有语法错误：{detail}' },
  QUERY_INVALID: { field: [], en: 'The query does not fit the schema: {detail}', zh: '查询不符合接口定义：{detail}' },
  OPERATION_UNKNOWN: {
    field: [],
    en: 'Name one of the operations of the query text in `operationName`.',
    zh: '请用 `operationName` 指明要执行的操作。',
  },
  OPERATION_TOO_DEEP: {
    field: [],
    en: 'The operation is {depth} levels deep, {limit} are allowed: ask for less, or in several operations.',
    zh: '查询嵌套 {depth} 层，最多 {limit} 层：请减少嵌套。',
  },
  OPERATION_TOO_WIDE: {
    field: [],
    en: 'The operation asks for {count} {what}, {limit} are allowed: split it.',
    zh: '查询的{what}数为 {count}，最多 {limit}：请拆分。',
  },
  OPERATION_TOO_COSTLY: {
    field: [],
    en: 'The operation may return {cost} list entries, reads for each of them counted in, {limit} are allowed: lower `first`, nest fewer lists, or ask less about each entry.',
    zh: '查询最多可能返回 {cost} 条记录（含逐条读取的折算），上限 {limit}：请减小 `first`、减少列表嵌套，或减少逐条读取的字段。',
  },
  NAME_RESERVED: { field: [], en: 'The name `{name}` is reserved: choose another.', zh: '名称 `{name}` 为保留名：请换一个名称。' },
  VARIABLE_INVALID: { field: [], en: 'A variable does not fit: {detail}', zh: '变量不符合要求：{detail}' },
  SUBSCRIPTION_OVER_HTTP: {
    field: [],
    en: 'Subscriptions need a WebSocket (graphql-ws) on this same path.',
    zh: '订阅请通过同一路径的 WebSocket（graphql-ws）进行。',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    field: [],
    en: 'One connection may hold {limit} subscriptions: end one first.',
    zh: '一个连接最多 {limit} 个订阅：请先结束一个。',
  },
  TOO_MANY_CONNECTIONS: {
    field: [],
    en: 'You hold {limit} WebSockets, and no more are allowed: close one first.',
    zh: '您已打开 {limit} 个 WebSocket 连接，已达上限：请先关闭一个。',
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
  CLOCK_RUNS_FORWARD: { field: [], en: 'The demo clock only moves forward: it stands at {now}.', zh: '演示时钟只能前进：当前为 {now}。' },
  DEMO_LOOPBACK_ONLY: { field: [], en: 'The demo endpoints answer on this machine alone.', zh: '演示接口仅限本机访问。' },
  SUBSCRIBER_TOO_SLOW: {
    field: [],
    en: 'Events came faster than they were taken; some are lost here: read what you missed and subscribe again.',
    zh: '事件到达快于接收，部分已丢失：请先查询遗漏的数据，再重新订阅。',
  },
  NOT_FOUND: { field: [], en: 'There is nothing at {path}: the API is at /graphql.', zh: '{path} 不存在：接口在 /graphql。' },
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
