import type { Rejection } from '../api/command.js';

/** Whole percents as they are typed: 0 for nothing, null for what is no whole number. Pure. */
export function percentOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return 0;
  return /^\d{1,3}$/.test(plain) ? Number(plain) : null;
}

/** What they come to together; what is none counts nothing. Pure. */
export const sumOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + (percentOf(text) ?? 0), 0);

/** The platform's sentences on a list of the input as a whole. */
export const sentencesOnAll = (errors: readonly Rejection[], list: string): string =>
  sentencesOf(errors.filter(({ field }) => field[1] === list && field.length === 2));
/** Those on one entry of it, and on what lies in that. */
export const sentencesOn = (errors: readonly Rejection[], list: string, place: number): string =>
  sentencesOf(errors.filter(({ field }) => field[1] === list && field[2] === String(place)));

const sentencesOf = (errors: readonly Rejection[]): string => errors.map(({ message }) => message).join(' ');
