import { answerError, type AnswerError, type Language } from '../refusals.js';

export type Path = readonly (string | number)[];

const MOST_ERRORS = 100;
const text = (path: Path): string => path.map((step) => `/${step}`).join('');

/** The errors of one answer, and the places for whose emptiness they account. */
export class AnswerErrors {
  private readonly told: AnswerError[] = [];
  private readonly failed = new Set<string>();
  private readonly above = new Set<string>();
  private readonly unanswered = new Set<string>();
  /** By list: the elements that were left out of it, by their places in what was fetched. */
  private readonly leftOut = new Map<string, readonly number[]>();
  constructor(readonly language: Language) {}

  /** As the caller may follow them: in a list of which elements were left out, the others have moved up. */
  get list(): readonly AnswerError[] {
    if (this.leftOut.size === 0) return this.told;
    return this.told.map((error) => (error.path ? { ...error, path: this.moved(error.path) } : error));
  }

  /** An outage of many entities is the same fact many times: the answer stays small. */
  add(error: AnswerError): void {
    if (error.path) this.cover(error.path);
    if (this.told.length < MOST_ERRORS) this.told.push(error);
  }

  /** Says that an error already told why there is nothing at this place. */
  cover(path: Path): void {
    this.failed.add(text(path));
    for (let end = path.length; end >= 0; end--) this.above.add(text(path.slice(0, end)));
  }

  /** Says that nobody answered for this place: what is missing here may well be there. */
  noAnswer(path: Path): void {
    for (let end = path.length; end >= 0; end--) this.unanswered.add(text(path.slice(0, end)));
  }

  /** True when something at or below the place got no answer. */
  isUnanswered(path: Path): boolean {
    return this.unanswered.size > 0 && this.unanswered.has(text(path));
  }

  /** Says which elements of the list at this place were left out. */
  leaveOut(path: Path, indexes: readonly number[]): void {
    this.leftOut.set(text(path), indexes);
  }

  /** Called where a value that must be there is not; silent if an error at, above or below the place said so. */
  missing(path: Path, field: string): void {
    if (this.above.has(text(path))) return;
    for (let end = path.length; end >= 0; end--) if (this.failed.has(text(path.slice(0, end)))) return;
    this.add(answerError('VALUE_MISSING', this.language, { field }, [...path]));
  }

  private moved(path: Path): Path {
    const moved: (string | number)[] = [];
    for (const [at, step] of path.entries()) {
      const leftOut = typeof step === 'number' ? this.leftOut.get(text(path.slice(0, at))) : undefined;
      if (leftOut?.includes(step as number)) return moved;
      moved.push(leftOut ? (step as number) - leftOut.filter((index) => index < (step as number)).length : step);
    }
    return moved;
  }
}
