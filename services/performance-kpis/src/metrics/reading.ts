import type { Level } from './level.js';
import type { Measure, MeasureUnit, PartInWindow } from './measure.js';
import type { Day } from '../kpi/periods.rules.js';

/**
 * How a window reads a level: its sum over the working days, all of them or those up to today; where it stood before
 * the window opened, if any day of the window is worked; where it stands on the last day, today's while the period
 * runs; what a counter counted on the days that are over; and its sum over all days that are over, of the window or of
 * the period before.
 */
export const READINGS = [
  'WORKING_DAYS',
  'WORKING_DAYS_SO_FAR',
  'OPENING',
  'LAST_DAY',
  'DAYS_OVER',
  'CALENDAR_DAYS',
  'CALENDAR_DAYS_BEFORE',
] as const;
export type ReadingKind = (typeof READINGS)[number];

/** A level as a window reads it. */
export interface Reading<Name extends string = string> {
  readonly subject: 'reading';
  readonly name: Name;
  readonly unit: MeasureUnit;
  readonly level: Level;
  readonly kind: ReadingKind;
}

/** A reading of one's name. */
export function reading<const Name extends string>(name: Name, level: Level, kind: ReadingKind): Reading<Name> {
  return { subject: 'reading', name, unit: level.unit, level, kind };
}

/** The sum of measures and readings. */
export interface Total<Name extends string = string> {
  readonly subject: 'total';
  readonly name: Name;
  readonly unit: MeasureUnit;
  readonly of: readonly (Measure | Reading)[];
}

export function total<const Name extends string>(name: Name, ...of: readonly (Measure | Reading)[]): Total<Name> {
  return { subject: 'total', name, unit: of[0]!.unit, of };
}

/** From a day on so much more, and so much more for each working day from that day on, the day itself included. */
export interface CourseStep {
  readonly day: Day;
  readonly amount: number;
  readonly slope: number;
}

/**
 * What a measure of parts would be if the window ended today, though no event tells that a day has passed: its course
 * from day to day. Right for any day that is not before the newest contact. A period that is over has its measure.
 */
export interface Course<Name extends string = string> {
  readonly subject: 'course';
  readonly name: Name;
  readonly unit: MeasureUnit;
  readonly measure: Measure;
  readonly steps: (part: PartInWindow) => readonly CourseStep[];
}

export function course<const Name extends string>(name: Name, measure: Measure, steps: Course['steps']): Course<Name> {
  return { subject: 'course', name, unit: measure.unit, measure, steps };
}

/** What a figure may be made of. */
export type Side = Measure | Level | Reading | Total | Course;

/** The figures that are read from the tables for a side, by name. */
export function figuresOf(side: Side): readonly (Measure | Level | Reading | Course)[] {
  return side.subject === 'total' ? side.of : [side];
}

/** A side out of what a scope reached and owed in a window. */
export function sideOf(side: Side, figures: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const { name } of figuresOf(side)) sum += figures[name]!;
  return sum;
}
