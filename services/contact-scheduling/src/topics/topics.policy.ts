import { type BusinessDate, type Reaction, topicKey } from '@hengxin/contracts';
import { compare, compareScores, newestFirst, type Score, type UsedTopic } from './used-topics.rules.js';

/** Something that a client needs, as a visit found it. */
export interface Need {
  readonly topic: string;
  readonly productCode: string | null;
  readonly foundOn: BusinessDate;
}

/** What is known of a client that topics rest on, in any order. */
export interface TopicFacts {
  readonly interests: readonly string[];
  readonly taboos: readonly string[];
  readonly needs: readonly Need[];
  /** Each topic that was ever talked about. */
  readonly used: readonly UsedTopic[];
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

/**
 * Rule 12: interests and needs of the last year, less the last two topics used and less taboos. The highest score comes
 * first, then the longest unused, one never used before all, then by name. The same facts in any order give the same
 * topics.
 */
export function suggestTopics(facts: TopicFacts, today: BusinessDate): Suggestion[] {
  const used = [...facts.used].sort((a, b) => newestFirst(a.last, b.last));
  const ofTopic = new Map(used.map((each) => [each.key, each]));
  const resting = new Set(used.slice(0, RESTING).map(({ key }) => key));
  const taboos = new Set(facts.taboos.map(topicKey));
  return [...subjectsOf(facts, today)]
    .filter(([key]) => key !== '' && !resting.has(key) && !taboos.has(key))
    .map(([key, subject]) => ranked(subject, ofTopic.get(key)))
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
  /** -Infinity for a topic that was never used. */
  readonly lastUsedAtMs: number;
}

function ranked(subject: Subject, used: UsedTopic | undefined): Ranked {
  const last = { lastUsedOn: used?.last.usedOn ?? null, lastReaction: used?.last.reaction ?? null };
  const score = { sum: BigInt(used?.sum ?? '0'), halvings: BigInt((used?.uses ?? 1) - 1) };
  return { suggestion: { ...subject, ...last }, score, lastUsedAtMs: used?.last.usedAtMs ?? -Infinity };
}

function byRank(a: Ranked, b: Ranked): number {
  return (
    compareScores(b.score, a.score) ||
    compare(a.lastUsedAtMs, b.lastUsedAtMs) ||
    compare(a.suggestion.topic, b.suggestion.topic)
  );
}

function newestNeedFirst(a: Need, b: Need): number {
  return compare(b.foundOn, a.foundOn) || compare(a.topic, b.topic);
}
