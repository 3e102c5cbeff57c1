import type { EventType } from '@hengxin/event-sourcing';
import type { Level } from './level.js';
import type { Contribution, CountedEvent, Measure } from './measure.js';
import { type MetricDefinition, type Value, valueOf } from './metric.js';
import { type Course, figuresOf, type Reading, reading, type Side } from './reading.js';
import type { Vector } from './vector.js';

/** What a scope reached in a window, and what it owed, by the names of measures and levels. */
export type ScopeFigures = Readonly<Record<string, number>>;

/** A metric of a scope. */
export interface KpiValue extends Value {
  /** Its code. */
  readonly metric: string;
}

/** What is counted, and the figures that are made of it. */
export interface Metrics {
  /** In the order of a vector's places. */
  readonly measures: readonly Measure[];
  readonly levels: readonly Level[];
  /** In the order in which the API answers them. */
  readonly metrics: readonly MetricDefinition[];
}

/** The measures of one subject, each with its place in a vector. */
export type Placed<Subject extends Contribution['subject']> = readonly (Extract<Contribution, { subject: Subject }> & {
  readonly place: number;
})[];

/** What an event adds, to the measure of this place. */
export interface PlacedCount extends Pick<CountedEvent, 'count'> {
  readonly place: number;
}

/**
 * The metrics that a bank counts: the engine, its tables and its questions are given one. What follows from the
 * definitions is worked out once a set.
 */
export class MetricSet implements Metrics {
  readonly measures: readonly Measure[];
  readonly levels: readonly Level[];
  readonly metrics: readonly MetricDefinition[];
  readonly codes: readonly string[];
  /** Metrics whose numerators the ledger of closed periods holds, with the numerator's measure. */
  readonly restated: readonly { readonly metric: string; readonly measure: Measure }[];
  readonly perTouch: Placed<'touch'>;
  readonly perClient: Placed<'client'>;
  readonly perPart: Placed<'part'>;
  readonly perPlanItem: Placed<'plan-item'>;
  /** What windows read of levels, and the courses of periods that run: whatever a metric is made of. */
  readonly readings: readonly Reading[];
  readonly courses: readonly Course[];
  /** Measures of facts that are kept one by one: those of metrics that list them. */
  readonly listedMeasures: ReadonlySet<string>;
  /** Codes of metrics that rest on what clients have, or on their dates: who sees clients masked sees it of none. */
  readonly ofMaskedFacts: ReadonlySet<string>;
  /** Events that are counted for their makers. */
  readonly factEvents: readonly EventType[];
  private readonly byCode: ReadonlyMap<string, MetricDefinition>;
  private readonly countsByType = new Map<string, PlacedCount[]>();

  /**
   * Throws where two share a code or a name, where a metric is made of what is not counted, or restates what can't be,
   * and where something is counted of which no metric is made.
   */
  constructor({ measures, levels, metrics }: Metrics) {
    this.measures = measures;
    this.levels = levels;
    this.metrics = metrics;
    this.codes = metrics.map(({ code }) => code);
    this.byCode = new Map(metrics.map((each) => [each.code, each]));
    const sides = [...new Set(metrics.flatMap(sidesOf).flatMap(figuresOf))];
    this.readings = sides.flatMap((side) => {
      if (side.subject === 'level') return [reading(side.name, side, 'WORKING_DAYS')];
      return side.subject === 'reading' ? [side] : [];
    });
    this.courses = sides.filter((side) => side.subject === 'course');
    this.perTouch = this.placed('touch');
    this.perClient = this.placed('client');
    this.perPart = this.placed('part');
    this.perPlanItem = this.placed('plan-item');
    const counts = this.placed('fact').flatMap(({ place, counts }) => counts.map((each) => ({ ...each, place })));
    for (const { event, place, count } of counts)
      this.countsByType.set(event.type, [...(this.countsByType.get(event.type) ?? []), { place, count }]);
    this.factEvents = [...new Map(counts.map(({ event }) => [event.type, event])).values()];
    const listed = metrics
      .filter(({ counted }) => counted === 'FACTS')
      .flatMap(sidesOf)
      .flatMap(figuresOf);
    this.listedMeasures = new Set(listed.map(({ name }) => name));
    this.ofMaskedFacts = new Set(metrics.filter(restsOnMaskedFacts).map(({ code }) => code));
    this.restated = metrics
      .filter(({ isRestated }) => isRestated)
      .map(({ code, formula }) => ({ metric: code, measure: formula.of as Measure }));
    refuseFaults(this);
  }

  /** The set with more of them, behind its own. */
  with({ measures = [], levels = [], metrics = [] }: Partial<Metrics>): MetricSet {
    return new MetricSet({
      measures: [...this.measures, ...measures],
      levels: [...this.levels, ...levels],
      metrics: [...this.metrics, ...metrics],
    });
  }

  /** What an event of this type adds for its maker. */
  countsOf(type: string): readonly PlacedCount[] {
    return this.countsByType.get(type) ?? [];
  }

  /** Throws for a code that is none. */
  definitionOf(code: string): MetricDefinition {
    const found = this.byCode.get(code);
    if (!found) throw new Error(`there is no metric ${code}`);
    return found;
  }

  /** A metric out of what a scope reached and owed. */
  valueOf(code: string, figures: ScopeFigures): KpiValue {
    // One by one, for a table has thousands: to spread an object costs more than to make it.
    const { value, numerator, denominator } = valueOf(this.definitionOf(code), figures);
    return { metric: code, value, numerator, denominator };
  }

  /** Whether nothing is counted of a scope in a window. */
  isNothing(figures: ScopeFigures): boolean {
    return [...this.measures, ...this.readings, ...this.courses].every(({ name }) => (figures[name] ?? 0) === 0);
  }

  noVector(): number[] {
    return this.measures.map(() => 0);
  }

  /** Where a measure stands in a vector. */
  placeOf(name: string): number {
    return this.measures.findIndex((measure) => measure.name === name);
  }

  /** A vector by the measures' names. */
  namedOf(vector: Vector): ScopeFigures {
    return Object.fromEntries(this.measures.map(({ name }, i) => [name, vector[i]!]));
  }

  private placed<Subject extends Contribution['subject']>(subject: Subject): Placed<Subject> {
    const found = this.measures.flatMap((each, place) => (each.subject === subject ? [{ ...each, place }] : []));
    return found as unknown as Placed<Subject>;
  }
}

/** All that a metric is made of. */
export function sidesOf({ formula }: MetricDefinition): readonly Side[] {
  switch (formula.kind) {
    case 'ratio':
      return [formula.of, formula.over];
    case 'growth':
      return [formula.of, formula.before];
    case 'count':
    case 'daily-average':
      return [formula.of];
  }
}

/** What has to be counted for a side. */
function countedFor(side: Side): readonly (Measure | Level)[] {
  return figuresOf(side).map((each) =>
    each.subject === 'reading' ? each.level : each.subject === 'course' ? each.measure : each,
  );
}

/** By what moves its levels, so that a metric to come is one without saying so. */
function restsOnMaskedFacts(metric: MetricDefinition): boolean {
  return sidesOf(metric)
    .flatMap(countedFor)
    .some((each) => each.subject === 'level' && (each.movesWithBalances || each.movesWithDates));
}

function refuseFaults({ measures, levels, metrics, restated, codes, readings, courses }: MetricSet): void {
  const columns = [...measures.map(({ name }) => name), ...levels.map(({ name }) => name)];
  const figures = [...measures, ...readings, ...courses].map(({ name }) => name);
  for (const names of [columns, figures, codes])
    for (const each of names)
      if (names.indexOf(each) !== names.lastIndexOf(each))
        throw new Error(`two metrics, measures or levels are called ${each}`);
  for (const name of [...columns, ...figures])
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a column`);
  const counted: readonly (Measure | Level)[] = [...measures, ...levels];
  for (const metric of metrics)
    for (const part of sidesOf(metric).flatMap(countedFor))
      if (!counted.includes(part)) throw new Error(`${metric.code} is made of ${part.name}, which is not counted`);
  const used = new Set(metrics.flatMap(sidesOf).flatMap(countedFor));
  for (const each of counted)
    if (!used.has(each)) throw new Error(`${each.name} is counted, and no metric is made of it`);
  for (const { metric, measure } of restated)
    if (measure.subject === 'fact' || measure.subject === 'plan-item')
      throw new Error(`${metric} counts ${measure.name} by ${measure.subject}, which no closed period restates`);
}

/** Works something out once a set of metrics. */
export function oncePerSet<Result>(of: (metrics: MetricSet) => Result): (metrics: MetricSet) => Result {
  const known = new WeakMap<MetricSet, Result>();
  return (metrics) => {
    let found = known.get(metrics);
    if (found === undefined) known.set(metrics, (found = of(metrics)));
    return found;
  };
}
