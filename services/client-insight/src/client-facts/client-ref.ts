/** A client as the caller may know it: what was mined of one is shown of a whole one alone. */
export interface ClientRef {
  readonly __typename: 'Client';
  readonly id: string;
  readonly isWhole: boolean;
}
