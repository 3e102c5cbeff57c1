import { bankDay } from './days.js';

/** Figures of what staff did beside contacts and visits; each is counted where they were on the day. */
export interface MadeFigures {
  GIFTS_IN_PERSON: [number, number];
  HELP_ASKED: number;
  HELP_GIVEN: number;
  HELP_IN_TIME: [number, number];
  STUDY_MINUTES: number;
  MASTERY_MINUTES: number;
  GREETINGS: number;
  RATING: [number, number];
}

interface Asked {
  readonly staff: string;
  readonly day: string;
  hasClimbed: boolean;
  isInTime: boolean;
}

interface Made {
  readonly staff: string;
  readonly day: string;
  /** One of those that the figure is the share of, or so many stars. */
  readonly value: number;
}

/** What evidences minutes of somebody's day. */
interface Day {
  readonly staff: string;
  readonly day: string;
  readonly spans: [number, number][];
  /** Minutes that lie nowhere, before the cap. */
  apart: number;
}

const DAY_MS = 86_400_000;
const PREPARED_FROM = 5;
const PREPARATION_MINUTES = 15;
const REVIEW_MINUTES = 10;
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 480;

/** Gifts, help, study and ratings as the log tells them. */
export class MadeOfLog {
  private readonly gifts: Made[] = [];
  private readonly given: Made[] = [];
  private readonly ratings: Made[] = [];
  private readonly asked = new Map<string, Asked>();
  private readonly greetings: Made[] = [];
  private readonly studied = new Map<string, Day>();
  private readonly evidenced = new Map<string, Day>();

  take(type: string, data: Record<string, unknown>): void {
    const d = data as Record<string, string>;
    const request = this.asked.get(d['helpId'] ?? '');
    if (type === 'GiftHandedOver')
      this.gifts.push({ staff: d['staffId']!, day: d['businessDate']!, value: d['how'] === 'DELIVERED' ? 1 : 0 });
    if (type === 'VisitRated')
      this.ratings.push({ staff: d['staffId']!, day: d['ratedOn']!, value: Number(d['stars']) });
    if (type === 'HelpAsked')
      this.asked.set(d['helpId']!, { staff: d['askerId']!, day: d['askedOn']!, hasClimbed: false, isInTime: false });
    if (type === 'HelpClimbed' && request) request.hasClimbed = true;
    if (type === 'HelpAccepted') {
      this.given.push({ staff: d['helperId']!, day: d['acceptedOn']!, value: 1 });
      if (request) request.isInTime = !request.hasClimbed;
    }
    if (type === 'GreetingsRecorded') {
      const greeted = (data['clientIds'] as unknown as string[]).length;
      this.greetings.push({ staff: d['staffId']!, day: d['businessDate']!, value: greeted });
    }
    if (type === 'StudyLogged') dayOf(this.studied, d['staffId']!, bankDay(d['startedAt']!)).spans.push(spanOf(d));
    this.evidence(type, d);
  }

  /** Rule 16: contacts, prepared visits, reviews and study. */
  private evidence(type: string, d: Record<string, string>): void {
    const of = (moment: string) => dayOf(this.evidenced, d['staffId']!, bankDay(d[moment]!));
    const isContact = type === 'ContactLogged' && (d['effective'] as unknown) === true;
    if (isContact || type === 'StudyLogged') of('startedAt').spans.push(spanOf(d));
    if (type === 'VisitStarted' && Number(d['score']) >= PREPARED_FROM) of('startedAt').apart += PREPARATION_MINUTES;
    if (type === 'VisitReviewed') of('reviewedAt').apart += REVIEW_MINUTES;
  }

  /** `counts`: whether what somebody did on a day is asked for. */
  figures(counts: (staff: string, day: string) => boolean): MadeFigures {
    const of = <T extends { staff: string; day: string }>(all: Iterable<T>) =>
      [...all].filter(({ staff, day }) => counts(staff, day));
    const asked = of(this.asked.values());
    return {
      GIFTS_IN_PERSON: share(of(this.gifts)),
      HELP_ASKED: asked.length,
      HELP_GIVEN: of(this.given).length,
      HELP_IN_TIME: [asked.filter(({ isInTime }) => isInTime).length, asked.length],
      STUDY_MINUTES: sum(of(this.studied.values()).map(minutesOfDay)),
      MASTERY_MINUTES: sum(of(this.evidenced.values()).map(minutesOfDay)),
      GREETINGS: sum(of(this.greetings).map(({ value }) => value)),
      RATING: share(of(this.ratings)),
    };
  }
}

function share(made: readonly Made[]): [number, number] {
  return [sum(made.map(({ value }) => value)), made.length];
}

function dayOf(days: Map<string, Day>, staff: string, day: string): Day {
  const key = `${staff} ${day}`;
  const found = days.get(key) ?? { staff, day, spans: [], apart: 0 };
  days.set(key, found);
  return found;
}

/** From start to end; nothing lasts longer than a day. */
function spanOf(d: Record<string, string>): [number, number] {
  const from = Date.parse(d['startedAt']!);
  return [from, Math.min(Date.parse(d['endedAt']!), from + DAY_MS)];
}

function minutesOfDay({ spans, apart }: Day): number {
  return Math.min(MINUTES_A_DAY, minutesOf(spans) + apart);
}

/** Minutes of a day that lie in any of the spans, one by one. */
function minutesOf(spans: readonly [number, number][]): number {
  let ms = 0;
  let covered = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    ms += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return Math.floor(ms / MINUTE_MS);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
