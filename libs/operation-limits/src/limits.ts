/** How large one operation may be. */
export interface OperationLimits {
  /** Levels of fields. */
  readonly depth: number;
  /** List entries that it may return at most, what is read for each of them counted in. */
  readonly cost: number;
  readonly rootFields: number;
  /** Fields, fragments unfolded. */
  readonly fields: number;
  readonly queryBytes: number;
}

/** What every port applies unless it is told otherwise. */
export const DEFAULT_LIMITS: OperationLimits = {
  depth: 12,
  cost: 10_000,
  rootFields: 20,
  fields: 500,
  queryBytes: 32_768,
};

/** Subscriptions and operations at once on one socket. */
export const DEFAULT_SUBSCRIPTIONS = 20;

/** Entities that the gateway asks one service for in one request; more are several requests. */
export const MOST_REPRESENTATIONS = 1_000;
