export * from './bank.js';
export * from './csv.js';
export { Random } from './random.js';
