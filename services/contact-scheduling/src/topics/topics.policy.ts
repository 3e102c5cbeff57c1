import { type BusinessDate, type Reaction, topicKey } from '@hengxin/contracts';

/** Something that a client needs, as a visit found it. */
export interface Need {
  readonly topic: string;
  readonly productCode: string | null;
  readonly foundOn: BusinessDate;
}

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

/** What is known of a client that topics rest on, in any order. */
export interface TopicFacts {
  readonly interests: readonly string[];
  readonly taboos: readonly string[];
  readonly needs: readonly Need[];
  readonly uses: readonly Use[];
}

/** A topic to talk about, and what speaks for it. */
export interface Suggestion {
  readonly topic: string;
  readonly isInterest: boolean;
  /** The newest day on which a visit found it as a need; null: none did. */
  readonly neededOn: BusinessDate | null;
  /** The products that those needs name, in the order of their codes. */
  readonly productCodes: readonly string[];
  readonly lastUsedOn: BusinessDate | null;
  readonly lastReaction: Reaction | null;
}

/** The last so many topics used are not suggested again. */
const RESTING = 2;
const WORTH: Readonly<Record<Reaction, bigint>> = { WARM: 1n, NEUTRAL: 0n, COLD: -1n };

/**
 * Rule 12: interests and needs of the last year, less the last two topics used and less taboos. The highest score comes
 * first, then the longest unused, one never used before all, then by name. The same facts in any order give the same
 * topics.
 */
export function suggestTopics(facts: TopicFacts, today: BusinessDate): Suggestion[] {
  const uses = [...facts.uses].sort(newestFirst);
  const ofTopic = Map.groupBy(uses, ({ topic }) => topicKey(topic));
  // A map keeps the order in which keys came: the newest first.
  const resting = new Set([...ofTopic.keys()].slice(0, RESTING));
  const taboos = new Set(facts.taboos.map(topicKey));
  return [...subjectsOf(facts, today)]
    .filter(([key]) => key !== '' && !resting.has(key) && !taboos.has(key))
    .map(([key, subject]) => ranked(subject, ofTopic.get(key) ?? []))
    .sort(byRank)
    .map(({ suggestion }) => suggestion);
}

/** A need counts on the day of its visit and for a year, to the same day of the next one. */
export function needsSince(today: BusinessDate): BusinessDate {
  const lastYear = `${String(+today.slice(0, 4) - 1).padStart(4, '0')}${today.slice(4)}`;
  return lastYear.endsWith('-02-29') ? `${lastYear.slice(0, 8)}28` : lastYear;
}

type Subject = Pick<Suggestion, 'topic' | 'isInterest' | 'neededOn' | 'productCodes'>;

/** Interests and needs, each topic once: as the interest is spelled, else as the newest need is. */
function subjectsOf({ interests, needs }: TopicFacts, today: BusinessDate): Map<string, Subject> {
  const since = needsSince(today);
  const subjects = new Map<string, Subject>();
  for (const topic of [...interests].sort(compare))
    if (!subjects.has(topicKey(topic)))
      subjects.set(topicKey(topic), { topic, isInterest: true, neededOn: null, productCodes: [] });
  const lately = needs.filter(({ foundOn }) => foundOn >= since && foundOn <= today);
  for (const { topic, foundOn, productCode } of lately.sort(newestNeedFirst)) {
    const key = topicKey(topic);
    const known = subjects.get(key) ?? { topic, isInterest: false, neededOn: null, productCodes: [] };
    const codes = new Set([...known.productCodes, ...(productCode === null ? [] : [productCode])]);
    subjects.set(key, { ...known, neededOn: known.neededOn ?? foundOn, productCodes: [...codes].sort(compare) });
  }
  return subjects;
}

interface Ranked {
  readonly suggestion: Suggestion;
  readonly score: Score;
  /** Absent for a topic that was never used. */
  readonly lastUse: Use | undefined;
}

function ranked(subject: Subject, uses: readonly Use[]): Ranked {
  const [lastUse] = uses;
  const last = { lastUsedOn: lastUse?.usedOn ?? null, lastReaction: lastUse?.reaction ?? null };
  return { suggestion: { ...subject, ...last }, score: scoreOf(uses.map(({ reaction }) => reaction)), lastUse };
}

function byRank(a: Ranked, b: Ranked): number {
  const lastUsed = ({ lastUse }: Ranked) => lastUse?.usedAtMs ?? -Infinity;
  return (
    compareScores(b.score, a.score) ||
    compare(lastUsed(a), lastUsed(b)) ||
    compare(a.suggestion.topic, b.suggestion.topic)
  );
}

/** A sum of halves of halves, exactly: `sum` / 2^`halvings`. */
export interface Score {
  readonly sum: bigint;
  readonly halvings: bigint;
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
function newestFirst(a: Use, b: Use): number {
  return (
    compare(b.usedAtMs, a.usedAtMs) ||
    compare(b.contactId, a.contactId) ||
    compare(b.place, a.place) ||
    compare(a.topic, b.topic)
  );
}

function newestNeedFirst(a: Need, b: Need): number {
  return compare(b.foundOn, a.foundOn) || compare(a.topic, b.topic);
}

function compare<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
