import { addDays, chinaCalendar } from '@hengxin/contracts';
import { bankDay } from './days.js';

/** What visits come to; each is counted where its member of staff was on the day. */
export interface VisitFigures {
  VISITS: number;
  PREPARATION: [number, number];
  GOALS_MET: [number, number];
  REVIEWS_ON_TIME: [number, number];
  FINDINGS_A_VISIT: [number, number];
}

interface Visit {
  /** Whose it is, or came to be with its client. */
  staff: string;
  started?: { readonly day: string; readonly score: number };
  ended?: { readonly day: string; readonly findings: number };
  reviewed?: { readonly at: number; readonly met: boolean };
  hasFallenDue?: boolean;
}

const PARTS_OF_DOSSIER = 7;
const REVIEW_BY = 'T18:00:00+08:00';
const OF_VISITS = /^Visit(Planned|HandedOver|Started|Ended|Reviewed|ReviewFellDue)$/;

/** Every visit as the log tells it, walked over as the oracle walks over contacts. */
export class VisitsOfLog {
  private readonly visits = new Map<string, Visit>();

  take(type: string, data: Record<string, unknown>): void {
    const d = data as Record<string, string>;
    const visit = this.visits.get(d['visitId'] ?? '') ?? { staff: d['staffId']! };
    if (type === 'VisitHandedOver') visit.staff = d['staffId']!;
    if (type === 'VisitStarted') visit.started = { day: bankDay(d['startedAt']!), score: Number(d['score']) };
    if (type === 'VisitEnded') {
      const findings = data['findings'] as readonly { kind: string }[];
      visit.ended = {
        day: bankDay(d['endedAt']!),
        findings: findings.filter(({ kind }) => kind !== 'NONE').length,
      };
    }
    if (type === 'VisitReviewed') visit.reviewed = { at: Date.parse(d['reviewedAt']!), met: d['result'] === 'MET' };
    if (type === 'VisitReviewFellDue') visit.hasFallenDue = true;
    if (OF_VISITS.test(type)) this.visits.set(d['visitId']!, visit);
  }

  /** `counts`: whether what somebody did on a day is asked for. */
  figures(counts: (staff: string, day: string) => boolean): VisitFigures {
    const all = [...this.visits.values()];
    const started = all.filter((v) => v.started && counts(v.staff, v.started.day));
    const ended = all.filter((v) => v.ended && counts(v.staff, v.ended.day));
    const reviewed = ended.filter((v) => v.reviewed);
    const due = ended.filter((v) => v.hasFallenDue);
    return {
      VISITS: ended.length,
      PREPARATION: [sum(started.map((v) => v.started!.score)), PARTS_OF_DOSSIER * started.length],
      GOALS_MET: [reviewed.filter((v) => v.reviewed!.met).length, reviewed.length],
      REVIEWS_ON_TIME: [due.filter(isInTime).length, due.length],
      FINDINGS_A_VISIT: [sum(reviewed.map((v) => v.ended!.findings)), reviewed.length],
    };
  }
}

/** Reviewed by 18:00 of the working day after its end. */
function isInTime({ ended, reviewed }: Visit): boolean {
  let day = addDays(ended!.day, 1);
  while (!chinaCalendar.isWorkingDay(day)) day = addDays(day, 1);
  return reviewed !== undefined && reviewed.at <= Date.parse(`${day}${REVIEW_BY}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
