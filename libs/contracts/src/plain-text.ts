import { storableText, UNSTORABLE } from '@hengxin/event-sourcing';
import { z } from 'zod';

/** Controls, ends of lines and paragraphs, halves of surrogate pairs, and what turns the direction of writing. */
const UNSEEN_IN_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/**
 * Ends of lines and tabs belong to a note, and the marks of a right-to-left script may. Nobody means to override a
 * direction.
 */
const UNSEEN_IN_PROSE = /[^\P{Cc}\n\r\t]|[\p{Cs}\u202a-\u202e]/u;

/** A text in an event: anything that a database keeps. Inputs are narrower, see `line` and `prose`. */
export function storedText({ min = 0, max = Infinity }: { min?: number; max?: number } = {}): z.ZodString {
  const text = z.string().check(without(unstorableIn));
  const bounded = max === Infinity ? text : text.max(max);
  return min > 0 ? bounded.min(min) : bounded;
}

/**
 * The first character of a text in one line that nobody sees and none can mean, as `U+202E`; undefined where there is
 * none.
 */
export function unseenInLine(text: string): string | undefined {
  return codePointOf(UNSEEN_IN_LINE.exec(text)?.[0]);
}

/** The same of a text that may have several lines. */
export function unseenInProse(text: string): string | undefined {
  return codePointOf(UNSEEN_IN_PROSE.exec(text)?.[0]);
}

/**
 * A name, a number, a code: what somebody typed into one line, without the blanks around it. For inputs; events keep
 * what they have.
 */
export function line(max: number): z.ZodString {
  return z.string().trim().min(1).max(max).check(without(unseenInLine));
}

/** Free text of several lines, as it was typed. */
export function prose(max: number): z.ZodString {
  return z.string().max(max).check(without(unseenInProse));
}

function without(unseenIn: (text: string) => string | undefined) {
  return ({ value, issues }: z.core.ParsePayload<string>): void => {
    const unseen = unseenIn(value);
    if (unseen !== undefined) issues.push({ code: 'custom', params: { unseen }, input: value });
  };
}

function unstorableIn(text: string): string | undefined {
  return storableText(text) === text ? undefined : codePointOf(text.match(UNSTORABLE)?.[0]);
}

function codePointOf(character: string | undefined): string | undefined {
  return character && `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
