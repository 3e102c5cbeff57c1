/**
 * A rule's refusal, as a value: a stable code, the field at fault, and the facts its sentence needs.
 * A bug or an outage throws; a refusal is returned.
 */
export interface Rejection<Code extends string = string> {
  readonly code: Code;
  /** Path of the input at fault, e.g. `['input', 'endedAt']`. */
  readonly field: readonly string[];
  /** What the sentences name in `{braces}`. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What `decide` returns instead of events. */
export interface Rejected<Code extends string = string> {
  readonly rejection: Rejection<Code>;
}

/**
 * One line of a rejection catalogue. The sentences name the value's fault and the fix; `{x}` is filled from the facts.
 */
export interface RejectionText {
  readonly field: readonly string[];
  readonly en: string;
  readonly zh: string;
}

/**
 * The catalogue of a context: each code makes its rejection, and `texts` carries the sentences and the documentation.
 */
export type Rejections<Texts extends Record<string, RejectionText>> = {
  readonly [Code in keyof Texts & string]: (facts?: Rejection['facts'], field?: readonly string[]) => Rejected<Code>;
} & { readonly texts: Texts };

/**
 * Defines a context's rejections in one place, so that every code has a sentence in both languages and a line in the
 * docs.
 */
export function defineRejections<const Texts extends Record<string, RejectionText>>(texts: Texts): Rejections<Texts> {
  const makers = Object.fromEntries(
    Object.entries(texts).map(([code, text]) => [
      code,
      (facts: Rejection['facts'] = {}, field: readonly string[] = text.field): Rejected => ({
        rejection: { code, field, facts },
      }),
    ]),
  );
  return { ...makers, texts } as Rejections<Texts>;
}

/** True for a refusal, false for events. */
export function isRejected(decision: unknown): decision is Rejected {
  return typeof decision === 'object' && decision !== null && 'rejection' in decision;
}

/** Of a longer fact the beginning and the end are shown: what is wrong stands at either. */
const HEAD = 120;
const TAIL = 180;
/** Controls, ends of lines, halves of surrogate pairs, and what turns the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A caller's words as an answer or a log may repeat them: at most some 300 characters, and none that is not seen. Every
 * sentence passes through here, so that no refusal carries what was sent back to the sender by the hundred kilobytes.
 */
export function clipped(text: string): string {
  const short = text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)} … ${text.slice(-TAIL)}`;
  return short.replace(UNSEEN, '\uFFFD');
}

/** The sentence of a rejection in a language, its facts filled in, each of them clipped. */
export function sentence(text: RejectionText, language: 'zh' | 'en', facts: Rejection['facts']): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in facts ? clipped(String(facts[name])) : whole,
  );
}
