import { defineRejections } from '@hengxin/event-sourcing';
import { doorRejections } from '@hengxin/http-door';

/** Why an operation, or the message that brings it, is not taken: the same words at every port. */
export const operationRejections = defineRejections({
  NOT_FOUND: {
    field: [],
    en: 'There is nothing at {path}: the API is at /graphql.',
    zh: '{path} 不存在：接口在 /graphql。',
  },
  REQUEST_MALFORMED: doorRejections.texts.REQUEST_MALFORMED,
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
  CONTENT_TYPE: {
    field: [],
    en: 'The content type must be application/json.',
    zh: '请求的 content-type 必须是 application/json。',
  },
  BATCH_REFUSED: {
    field: [],
    en: 'A list of operations is not taken: send them one by one.',
    zh: '不接受批量操作：请逐个发送。',
  },
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
  NAME_RESERVED: {
    field: [],
    en: 'The name `{name}` is reserved: choose another.',
    zh: '名称 `{name}` 为保留名：请换一个名称。',
  },
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
  SOCKET_SUBSCRIPTIONS_ONLY: {
    field: [],
    en: 'A socket here carries subscriptions alone: send queries and mutations by POST.',
    zh: '此连接仅用于订阅：查询和变更请用 POST 发送。',
  },
  SUBSCRIPTION_ROOT_CONDITIONAL: {
    field: [],
    en: 'The root field of a subscription may not depend on @include or @skip: leave the directive out.',
    zh: '订阅的根字段不能使用 @include 或 @skip：请去掉该指令。',
  },
  SUBSCRIPTION_ID_TOO_LONG: {
    field: ['id'],
    en: 'The id of a message may have {limit} bytes.',
    zh: '消息的 id 最多 {limit} 字节。',
  },
  SUBSCRIPTION_ID_TAKEN: {
    field: ['id'],
    en: 'Two subscriptions of one socket have the same id.',
    zh: '同一连接中有两个订阅使用了相同的 id。',
  },
  MESSAGE_MALFORMED: {
    field: [],
    en: 'The message is none of graphql-transport-ws.',
    zh: '消息不符合 graphql-transport-ws 协议。',
  },
  CONNECTION_INIT_MISSING: {
    field: [],
    en: 'No `connection_init` came in time.',
    zh: '未及时收到 `connection_init`。',
  },
  CONNECTION_INIT_TWICE: {
    field: [],
    en: 'Send `connection_init` once.',
    zh: '`connection_init` 只能发送一次。',
  },
  CONNECTION_NOT_ACKNOWLEDGED: {
    field: [],
    en: 'Wait for `connection_ack` before you subscribe.',
    zh: '请在收到 `connection_ack` 之后再订阅。',
  },
  SUBPROTOCOL_UNKNOWN: {
    field: [],
    en: 'The subprotocol must be graphql-transport-ws.',
    zh: '子协议必须是 graphql-transport-ws。',
  },
});
