import { sentence } from '@hengxin/event-sourcing';
import { operationRejections } from './operation.rejections.js';

export type Language = 'zh' | 'en';
export type OperationRefusalCode = keyof typeof operationRejections.texts;
/** A fact is a value, or words in both languages. */
export type RefusalFacts = Readonly<Record<string, string | number | Readonly<Record<Language, string>>>>;
export type Locations = readonly { readonly line: number; readonly column: number }[];

/** Thrown where an operation is not taken: too large, malformed, or not what a port answers. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
  constructor(
    readonly code: OperationRefusalCode,
    readonly facts: RefusalFacts = {},
    readonly locations?: Locations,
    /**
     * The argument or the variable at fault, with the path within it; empty for what is wrong with the operation as a
     * whole.
     */
    readonly field: readonly string[] = operationRejections.texts[code].field,
  ) {
    super(code);
  }

  sentence(language: Language): string {
    return refusalSentence(this.code, language, this.facts);
  }
}

export function refusalSentence(code: OperationRefusalCode, language: Language, facts: RefusalFacts = {}): string {
  return sentence(operationRejections.texts[code], language, factsIn(facts, language));
}

/** The facts as the sentences of one language name them. */
export function factsIn(facts: RefusalFacts, language: Language): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? fact[language] : fact]),
  );
}
