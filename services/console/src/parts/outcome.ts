import type { zh } from '../locales/terms/zh.js';
import type { TextsOf } from '../app/texts.js';

type Terms = TextsOf<typeof zh>;
type Outcome = keyof Terms['outcome'];

/** What came of a contact, in the words of its channel: a visit finds nobody in, a message is answered or not yet. */
export function outcomeText(terms: Terms, outcome: Outcome, channel: string): string {
  if (outcome === 'NO_ANSWER' && channel === 'VISIT') return terms.unreached.visit;
  if (outcome === 'MESSAGE_LEFT' && channel !== 'PHONE' && channel !== 'VISIT') return terms.unreached.message;
  return terms.outcome[outcome];
}
