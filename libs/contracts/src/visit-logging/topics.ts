import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { Reaction } from '../values.js';

/** A topic is a name and no story: so many characters at most. */
export const LONGEST_TOPIC = 100;
/** Topics of one contact at most. */
export const MOST_TOPICS = 20;

/** A topic that was talked about, with how the client took it. */
export const TopicUse = z.object({ topic: storedText({ min: 1, max: LONGEST_TOPIC }), reaction: Reaction });
export type TopicUse = z.infer<typeof TopicUse>;

/** What nobody sees, and may not stand in a line. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A free text as a topic: its words in one line, cut to `LONGEST_TOPIC` characters. The empty text where there are no
 * words. What it answers can be told again as a topic, and is the same one.
 */
export function topicOf(text: string): string {
  const words = text.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
  let cut = '';
  for (const character of words) {
    if (cut.length + character.length > LONGEST_TOPIC) break;
    cut += character;
  }
  return cut.trim();
}

/** What makes two spellings one topic: neither case nor width nor blanks tell them apart. */
export function topicKey(topic: string): string {
  return topic.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
