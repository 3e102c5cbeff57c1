export { correlationIdOf, traceparentOf } from './call-ids.js';
export { ConfigFault, processVariables, readEnvironment, urlOf } from './environment.js';
export { runProcess, type Started } from './lifecycle.js';
export { nameMetrics } from './name-metrics.js';
export { NestLog } from './nest-log.js';
export { type Answer, ProcessAdapter } from './process.adapter.js';
export { processRejections } from './process.rejections.js';
