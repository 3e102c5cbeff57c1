import type { Tier } from '@hengxin/contracts';
import type { BankSpec } from './bank.js';
import { Random } from './random.js';

export const TIERS: readonly (readonly [Tier, number])[] = [
  ['STANDARD', 70],
  ['GOLD', 20],
  ['PLATINUM', 8],
  ['PRIVATE', 2],
];

/** What a client's own rows are made of: the tier is the first thing that it gives. */
export const randomOf = (spec: BankSpec, client: number): Random => new Random((spec.seed * 1_000_003 + client) | 0);

/** What the bank ranks a client as. */
export const tierOf = (spec: BankSpec, client: number): Tier => randomOf(spec, client).weighted(TIERS);
