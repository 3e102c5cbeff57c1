import { use } from 'react';
import { type Language, useSettings } from './settings-context.js';

/**
 * The shape of a dictionary: what is a text stays a text, what takes values takes the same ones. A missing key does not
 * compile.
 */
export type TextsOf<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : T[K] extends string
      ? string
      : TextsOf<T[K]>;
};

/** The texts of one page, a file a language; each is loaded once, when it is needed. */
export interface Texts<T> {
  load(language: Language): Promise<T>;
}

export function texts<T>(files: Readonly<Record<Language, () => Promise<T>>>): Texts<T> {
  const loading = new Map<Language, Promise<T>>();
  return {
    load(language) {
      const known = loading.get(language) ?? files[language]();
      loading.set(language, known);
      return known;
    },
  };
}

/** The texts in the language of the page; waits for them. */
export function useTexts<T>(of: Texts<T>): T {
  return use(of.load(useSettings().language));
}
