/** One whole number a measure, in the order of a set's measures. Sums of whole numbers are exact at every level. */
export type Vector = readonly number[];

export const isNothing = (vector: Vector): boolean => vector.every((value) => value === 0);
