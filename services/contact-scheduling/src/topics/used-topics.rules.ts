import { type BusinessDate, type Reaction, topicKey } from '@hengxin/contracts';

/** A topic that was talked about in a contact. */
export interface Use {
  readonly topic: string;
  readonly reaction: Reaction;
  /** When the contact began, in ms since 1970. */
  readonly usedAtMs: number;
  readonly usedOn: BusinessDate;
  readonly contactId: string;
  /** Its place among the topics of the contact, in the order in which they were told. */
  readonly place: number;
}

/** All uses of a topic, as far as rule 12 asks of them. */
export interface UsedTopic {
  readonly key: string;
  readonly uses: number;
  /** The `sum` of their score, in decimal: it has a digit for every three uses, more than a number holds. */
  readonly sum: string;
  /** The newest. */
  readonly last: Use;
}

/** A sum of halves of halves, exactly: `sum` / 2^`halvings`. */
export interface Score {
  readonly sum: bigint;
  readonly halvings: bigint;
}

const WORTH: Readonly<Record<Reaction, bigint>> = { WARM: 1n, NEUTRAL: 0n, COLD: -1n };

/** Of uses in any order, each topic once. */
export function usedTopics(uses: readonly Use[]): UsedTopic[] {
  const ofTopic = Map.groupBy([...uses].sort(newestFirst), ({ topic }) => topicKey(topic));
  return [...ofTopic].map(([key, told]) => ({
    key,
    uses: told.length,
    sum: String(scoreOf(told.map(({ reaction }) => reaction)).sum),
    last: told[0]!,
  }));
}

/** With one more use. Undefined where it is not newer than all of its topic: then all uses have to be counted again. */
export function withNewerUse(known: readonly UsedTopic[], use: Use): UsedTopic[] | undefined {
  const key = topicKey(use.topic);
  const before = known.find((each) => each.key === key);
  if (before && newestFirst(use, before.last) >= 0) return undefined;
  const uses = (before?.uses ?? 0) + 1;
  const sum = BigInt(before?.sum ?? '0') + WORTH[use.reaction] * 2n ** BigInt(uses - 1);
  return [...known.filter((each) => each !== before), { key, uses, sum: String(sum), last: use }];
}

/**
 * The sum of reactions x 1/2^k, of the uses of a topic with the newest at k = 0. In whole numbers: floats lose what
 * lies further back than some fifty uses, and with it the difference between two topics.
 */
export function scoreOf(newestFirstReactions: readonly Reaction[]): Score {
  let sum = 0n;
  for (const reaction of newestFirstReactions) sum = sum * 2n + WORTH[reaction];
  return { sum, halvings: BigInt(Math.max(newestFirstReactions.length - 1, 0)) };
}

/** Below 0 where `a` is less, above where it is more, 0 where they are the same. */
export function compareScores(a: Score, b: Score): number {
  return compare(a.sum << b.halvings, b.sum << a.halvings);
}

/** Of one contact the topic told last is the newest. */
export function newestFirst(a: Use, b: Use): number {
  return (
    compare(b.usedAtMs, a.usedAtMs) ||
    compare(b.contactId, a.contactId) ||
    compare(b.place, a.place) ||
    compare(a.topic, b.topic)
  );
}

/** Below 0 where `a` comes first. */
export function compare<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
