import {
  ClientGifts,
  GiftHandedOver,
  Greetings,
  GreetingsRecorded,
  Help,
  HelpAccepted,
  HelpAsked,
  Mastery,
  MasteryCounted,
  Study,
  StudyLogged,
  Visit,
  VisitEnded,
  VisitRated,
  VisitReviewed,
  VisitReviewFellDue,
  VisitStarted,
} from '@hengxin/contracts';
import type { DataOf, EventType, RecordedEvent } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import { aDay, someone, TODAY } from '../metrics/histories.suite.js';
import { plus } from '../metrics/oracle-days.suite.js';

/** What staff do beside contacts and plans; each counts for who made it, on its day. */
export type MadeFact = { readonly staffId: string; readonly on: string } & (
  | { readonly kind: 'visit-started'; readonly visitId: string; readonly score: number }
  | { readonly kind: 'visit-ended'; readonly visitId: string }
  /** Counted on the day on which the visit ended, as what fell due is. */
  | {
      readonly kind: 'visit-reviewed';
      readonly visitId: string;
      readonly result: 'MET' | 'PARTLY' | 'MISSED';
      readonly findings: number;
    }
  | { readonly kind: 'review-due'; readonly visitId: string; readonly inTime: boolean }
  | { readonly kind: 'rated'; readonly visitId: string; readonly stars: number }
  | { readonly kind: 'gift'; readonly giftId: string; readonly how: 'DELIVERED' | 'COLLECTED' }
  | { readonly kind: 'help-asked'; readonly helpId: string }
  /** By who helps; in time or not counts for who asked, on the day of asking. */
  | {
      readonly kind: 'help-accepted';
      readonly helpId: string;
      readonly askedBy: string;
      readonly askedOn: string;
      readonly inTime: boolean;
    }
  | { readonly kind: 'studied'; readonly entryId: string; readonly minutes: number }
  /** What a day came to by then, and how much more that is than was told before. */
  | { readonly kind: 'mastery'; readonly minutes: number; readonly added: number }
  | { readonly kind: 'greeted'; readonly clientIds: readonly string[] }
);

const KINDS: ReadonlySet<string> = new Set<string>([
  'visit-started',
  'visit-ended',
  'visit-reviewed',
  'review-due',
  'rated',
  'gift',
  'help-asked',
  'help-accepted',
  'studied',
  'mastery',
  'greeted',
] satisfies MadeFact['kind'][]);

export function isMade(fact: { readonly kind: string }): fact is MadeFact {
  return KINDS.has(fact.kind);
}

/** Nothing of a history happens later than the day on which it is looked at. */
function later(day: string, days: number): string {
  const on = plus(day, days);
  return on < TODAY ? on : TODAY;
}

const aVisit: fc.Arbitrary<MadeFact[]> = fc
  .record({
    visitId: fc.uuid(),
    staffId: someone,
    on: aDay,
    score: fc.integer({ min: 0, max: 7 }),
    /** How far it went: started, ended, reviewed. */
    steps: fc.integer({ min: 1, max: 3 }),
    result: fc.constantFrom('MET' as const, 'PARTLY' as const, 'MISSED' as const),
    findings: fc.integer({ min: 0, max: 3 }),
    /** Null: the time of its review has not come. */
    inTime: fc.option(fc.boolean()),
    rating: fc.option(fc.record({ stars: fc.integer({ min: 1, max: 5 }), daysLater: fc.integer({ min: 0, max: 14 }) })),
  })
  .map(({ visitId, staffId, on, score, steps, result, findings, inTime, rating }): MadeFact[] => {
    const visit = { visitId, staffId, on };
    const facts: MadeFact[] = [{ kind: 'visit-started', ...visit, score }];
    if (steps > 1) facts.push({ kind: 'visit-ended', ...visit });
    if (steps > 2) facts.push({ kind: 'visit-reviewed', ...visit, result, findings });
    if (steps > 1 && inTime !== null) facts.push({ kind: 'review-due', ...visit, inTime });
    if (steps > 1 && rating)
      facts.push({ kind: 'rated', ...visit, on: later(on, rating.daysLater), stars: rating.stars });
    return facts;
  });

const aGift: fc.Arbitrary<MadeFact[]> = fc
  .record({
    kind: fc.constant('gift' as const),
    giftId: fc.uuid(),
    staffId: someone,
    on: aDay,
    how: fc.constantFrom('DELIVERED' as const, 'COLLECTED' as const),
  })
  .map((gift) => [gift]);

const aRequest: fc.Arbitrary<MadeFact[]> = fc
  .record({
    helpId: fc.uuid(),
    staffId: someone,
    on: aDay,
    accepted: fc.option(
      fc.record({ helperId: someone, daysLater: fc.integer({ min: 0, max: 9 }), inTime: fc.boolean() }),
    ),
  })
  .map(({ helpId, staffId, on, accepted }): MadeFact[] => {
    const asked: MadeFact = { kind: 'help-asked', helpId, staffId, on };
    if (!accepted) return [asked];
    const { helperId, daysLater, inTime } = accepted;
    const answered = { helpId, staffId: helperId, on: later(on, daysLater), askedBy: staffId, askedOn: on, inTime };
    return [asked, { kind: 'help-accepted', ...answered }];
  });

const anEntry: fc.Arbitrary<MadeFact[]> = fc
  .record({
    kind: fc.constant('studied' as const),
    entryId: fc.uuid(),
    staffId: someone,
    on: aDay,
    minutes: fc.integer({ min: 0, max: 480 }),
  })
  .map((entry) => [entry]);

const aGreeting: fc.Arbitrary<MadeFact[]> = fc
  .record({
    kind: fc.constant('greeted' as const),
    staffId: someone,
    on: aDay,
    clientIds: fc.subarray(['C1', 'C2', 'C3'], { minLength: 1 }),
  })
  .map((greeting) => [greeting]);

/** What a day of somebody came to, told again as it became more or less. */
const masteryDays: fc.Arbitrary<MadeFact[]> = fc
  .uniqueArray(
    fc.record({
      staffId: someone,
      on: aDay,
      counts: fc.array(fc.integer({ min: 0, max: 480 }), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 4, selector: ({ staffId, on }) => `${staffId} ${on}` },
  )
  .map((days) =>
    days.flatMap(({ staffId, on, counts }) =>
      counts.map((minutes, i) => ({
        kind: 'mastery' as const,
        ...{ staffId, on, minutes, added: minutes - (counts[i - 1] ?? 0) },
      })),
    ),
  );

/** Few of each, so that they meet the transfers of a history. */
export const madeFacts: fc.Arbitrary<MadeFact[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 3, arbitrary: aVisit }, aGift, aRequest, anEntry, aGreeting), { maxLength: 8 }),
    masteryDays,
  )
  .map(([made, days]) => [...made.flat(), ...days]);

/** Facts of one key arrive in their order. */
export function keyOfMade(fact: MadeFact): string {
  if ('visitId' in fact) return `visit ${fact.visitId}`;
  if ('helpId' in fact) return `help ${fact.helpId}`;
  return `${fact.kind} ${fact.staffId}`;
}

/** The topic that its event stands on. */
export function sourceOfMade(fact: MadeFact): string {
  if ('visitId' in fact) return Visit.topic;
  if ('helpId' in fact) return Help.topic;
  if (fact.kind === 'gift') return ClientGifts.topic;
  if (fact.kind === 'greeted') return Greetings.topic;
  return fact.kind === 'studied' ? Study.topic : Mastery.topic;
}

/** Its event, with what figures look at. */
export function eventOfMade(fact: MadeFact): Pick<RecordedEvent, 'type' | 'data'> {
  const { staffId, on } = fact;
  switch (fact.kind) {
    case 'visit-started': {
      const { visitId, score } = fact;
      return told(VisitStarted, { visitId, clientId: 'C1', staffId, businessDate: on, score });
    }
    case 'visit-ended':
      return told(VisitEnded, { visitId: fact.visitId, clientId: 'C1', staffId, businessDate: on });
    case 'visit-reviewed': {
      const { visitId, result, findings } = fact;
      const moment = { reviewedAt: `${on}T18:00:00+08:00`, nextOn: null };
      return told(VisitReviewed, { visitId, clientId: 'C1', staffId, endedOn: on, result, findings, ...moment });
    }
    case 'review-due': {
      const { visitId, inTime } = fact;
      return told(VisitReviewFellDue, { visitId, clientId: 'C1', staffId, endedOn: on, inTime });
    }
    case 'rated':
      return told(VisitRated, { visitId: fact.visitId, clientId: 'C1', staffId, ratedOn: on, stars: fact.stars });
    case 'gift':
      return told(GiftHandedOver, { giftId: fact.giftId, clientId: 'C1', staffId, businessDate: on, how: fact.how });
    case 'help-asked':
      return told(HelpAsked, { helpId: fact.helpId, clientId: 'C1', askerId: staffId, askedOn: on });
    case 'help-accepted': {
      const { helpId, askedBy, askedOn, inTime } = fact;
      // The client went to somebody else meanwhile, who asks now.
      const now = { helpId, clientId: 'C1', askerId: 'S9', helperId: staffId, acceptedOn: on };
      return told(HelpAccepted, { ...now, askedBy, askedOn, inTime });
    }
    case 'studied':
      return told(StudyLogged, { entryId: fact.entryId, staffId, businessDate: on, countedMinutes: fact.minutes });
    case 'mastery':
      return told(MasteryCounted, { staffId, days: [{ date: on, minutes: fact.minutes, added: fact.added }] });
    case 'greeted':
      return told(GreetingsRecorded, { staffId, businessDate: on, clientIds: [...fact.clientIds] });
  }
}

function told<E extends EventType>(event: E, data: Partial<DataOf<E>>): Pick<RecordedEvent, 'type' | 'data'> {
  return { type: event.type, data };
}

/** The measures by brute force. `holds`: whether what somebody did on a day is asked for. */
export function figuresOfMade(made: readonly MadeFact[], holds: (staffId: string, day: string) => boolean) {
  const of = <K extends MadeFact['kind']>(kind: K) =>
    made.filter((fact): fact is Extract<MadeFact, { kind: K }> => fact.kind === kind && holds(fact.staffId, fact.on));
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const [started, reviewed, due] = [of('visit-started'), of('visit-reviewed'), of('review-due')];
  const [gifts, rated] = [of('gift'), of('rated')];
  // Told again, a day came to what was told last.
  const days = new Map(of('mastery').map(({ staffId, on, minutes }) => [`${staffId} ${on}`, minutes]));
  const inTime = made.filter(
    (fact) => fact.kind === 'help-accepted' && fact.inTime && holds(fact.askedBy, fact.askedOn),
  );
  return {
    visits_ended: of('visit-ended').length,
    visit_parts_fresh: sum(started.map(({ score }) => score)),
    visit_parts_owed: 7 * started.length,
    visits_reviewed: reviewed.length,
    visit_goals_met: reviewed.filter(({ result }) => result === 'MET').length,
    visit_findings: sum(reviewed.map(({ findings }) => findings)),
    visit_reviews_fallen_due: due.length,
    visit_reviews_in_time: due.filter((each) => each.inTime).length,
    gifts_handed_over: gifts.length,
    gifts_in_person: gifts.filter(({ how }) => how === 'DELIVERED').length,
    help_asked: of('help-asked').length,
    help_given: of('help-accepted').length,
    help_in_time: inTime.length,
    study_minutes: sum(of('studied').map(({ minutes }) => minutes)),
    mastery_minutes: sum([...days.values()]),
    greetings: sum(of('greeted').map(({ clientIds }) => clientIds.length)),
    rating_stars: sum(rated.map(({ stars }) => stars)),
    ratings: rated.length,
  };
}
