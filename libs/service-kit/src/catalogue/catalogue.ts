import { type Rejection, type RejectionText, sentence } from '@hengxin/event-sourcing';

export type Language = 'zh' | 'en';

/** One line of the reference: a code, who answers with it, and its sentences. */
export interface CataloguedRejection extends RejectionText {
  readonly owner: string;
  readonly code: string;
}

/** What `defineRejections` returns, as far as the catalogue cares. */
export interface RejectionSet {
  readonly texts: Readonly<Record<string, RejectionText>>;
}

const catalogue = new Map<string, CataloguedRejection>();

/**
 * Makes a set of rejections known to the process, so that their sentences are found by code. A code means one thing in
 * the whole platform: a second, different text for it throws. Call it where the set is defined: `export const x =
 * registerRejections('visit-logging', defineRejections({…}))`.
 */
export function registerRejections<Set extends RejectionSet>(owner: string, rejections: Set): Set {
  for (const [code, text] of Object.entries(rejections.texts)) {
    const known = catalogue.get(code);
    if (known && (known.owner !== owner || known.en !== text.en || known.zh !== text.zh))
      throw new Error(`rejection ${code} of ${owner} is already defined by ${known.owner}`);
    catalogue.set(code, { owner, code, ...text });
  }
  return rejections;
}

/** Every rejection registered in this process, by owner and code: what docs/reference/rejections.md is made of. */
export function allRejections(): readonly CataloguedRejection[] {
  return [...catalogue.values()].sort((a, b) => (`${a.owner} ${a.code}` < `${b.owner} ${b.code}` ? -1 : 1));
}

/** The sentence of a rejection. A code without one is shown as it is: better than no answer. */
export function messageOf(rejection: Pick<Rejection, 'code' | 'facts'>, language: Language): string {
  const text = catalogue.get(rejection.code);
  return text ? sentence(text, language, rejection.facts) : rejection.code;
}

/** Rejections as the GraphQL type `Rejection` has them. */
export interface RejectionView {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}

export function viewOf(rejection: Rejection, language: Language): RejectionView {
  return { code: rejection.code, field: rejection.field, message: messageOf(rejection, language) };
}
