export * from './strict-scalars.js';
export * from './text.js';
