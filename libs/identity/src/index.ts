export * from './callers.js';
export * from './demo-issuer.js';
export * from './logger.js';
export * from './masking.js';
export * from './port.js';
export * from './rejections.js';
export * from './scope.js';
export * from './token-verifier.js';
