/**
 * Whether two keys are of one question in two languages: by name, person, language and variables. What was answered in
 * the one stays shown until the other answers, so that nothing that is open shuts when the language changes. Pure.
 */
export const isSameQuestion = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one[2] !== other[2] && withoutLanguage(one) === withoutLanguage(other);

const withoutLanguage = ([name, subject, , variables]: readonly unknown[]): string =>
  JSON.stringify([name, subject, variables]);
