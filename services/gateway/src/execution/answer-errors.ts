import { answerError, type AnswerError, type Language } from '../refusals.js';

export type Path = readonly (string | number)[];

const MOST_ERRORS = 100;
const text = (path: Path): string => path.map((step) => `/${step}`).join('');

/** The errors of one answer, and the places for whose emptiness they account. */
export class AnswerErrors {
  readonly list: AnswerError[] = [];
  private readonly failed = new Set<string>();
  private readonly above = new Set<string>();
  constructor(readonly language: Language) {}

  /** An outage of many entities is the same fact many times: the answer stays small. */
  add(error: AnswerError): void {
    if (error.path) this.cover(error.path);
    if (this.list.length < MOST_ERRORS) this.list.push(error);
  }

  /** Says that an error already told why there is nothing at this place. */
  cover(path: Path): void {
    this.failed.add(text(path));
    for (let end = path.length; end >= 0; end--) this.above.add(text(path.slice(0, end)));
  }

  /** Called where a value that must be there is not; silent if an error at, above or below the place said so. */
  missing(path: Path, field: string): void {
    if (this.above.has(text(path))) return;
    for (let end = path.length; end >= 0; end--) if (this.failed.has(text(path.slice(0, end)))) return;
    this.add(answerError('VALUE_MISSING', this.language, { field }, [...path]));
  }
}
