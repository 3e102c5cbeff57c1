export { readBody, readRequest, type GraphqlRequest } from './graphql-request.js';
export { DEFAULT_LIMITS, DEFAULT_SUBSCRIPTIONS, MOST_REPRESENTATIONS, type OperationLimits } from './limits.js';
export { isIntrospection, type Conditions, type SelectedField, type Selection } from './measuring/selection.js';
export { refuseUnreadable, walkValues } from './measuring/values.js';
export { OperationReader, type ReadOperation } from './operation-reader.js';
export { operationRejections } from './operation.rejections.js';
export {
  factsIn,
  OperationRefused,
  refusalSentence,
  type Language,
  type OperationRefusalCode,
  type RefusalFacts,
} from './refused.js';
export { CallerSockets } from './sockets/caller-sockets.js';
export { bindSocket, refuseLongId } from './sockets/bind-socket.js';
export { closeReason, deliver, endWhenSilent, lowerCased } from './sockets/socket.js';
export { onUpgrade, wantsSocket } from './sockets/upgrade.js';
