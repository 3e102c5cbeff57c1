export { NotReady, readiness, type HealthCheck, type HealthReport } from './health.js';
export { jsonPage, listenForOperations, type OperationsPage, type OperationsPages } from './operations-port.js';
export { sharedProbe } from './shared-probe.js';
