/** Injection tokens of what has no class to name it. */
export const SUBGRAPHS = Symbol('SUBGRAPHS');
export const LOGGER = Symbol('LOGGER');
