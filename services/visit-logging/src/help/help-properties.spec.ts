import { chinaCalendar, HELP_STEPS, instantOf, VisitPlanned } from '@hengxin/contracts';
import { decide, evolve, isRejected } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import type { SplitCredit } from '../visit/visit.commands.js';
import { visitDecider } from '../visit/visit.decider.js';
import { type HelpCommand, helpDecider, type HelpRequest, type HelpState, type NextStep } from './help.decider.js';
import { answerDueAt, firstRung, type HeadedUnit, nextRung, type Rung } from './help.rules.js';

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const unitOf = (isHeaded: boolean, i: number): HeadedUnit => ({ unitId: `U${i}`, headId: isHeaded ? `H${i}` : null });
/** The units from that of who asks upward, some without a head. */
const above = fc
  .tuple(fc.boolean(), fc.array(fc.boolean(), { maxLength: 5 }))
  .map(([own, others]): [HeadedUnit, ...HeadedUnit[]] => [
    unitOf(own, 0),
    ...others.map((isHeaded, i) => unitOf(isHeaded, i + 1)),
  ]);
const peer = fc.option(fc.constant({ staffId: 'S2', unitId: 'U9' }));
const heightOf = ({ step }: Pick<Rung, 'step'>) => HELP_STEPS.indexOf(step);

/** 18:00 of the second working day after a moment, a day after the other, by the clock of the bank. */
function dueAfter(moment: string): string {
  let ms = Date.parse(`${new Date(Date.parse(moment) + 8 * HOUR_MS).toISOString().slice(0, 10)}T18:00:00+08:00`);
  for (let left = 2; left > 0;) {
    ms += DAY_MS;
    if (chinaCalendar.isWorkingDay(instantOf(ms, ZONE).slice(0, 10))) left--;
  }
  return instantOf(ms, ZONE);
}

describe('rule 11: the ladder, no matter who heads the units above', () => {
  it('goes up step by step, each to a head further above, and ends', () => {
    fc.assert(
      fc.property(above, peer, (units, colleague) => {
        const rungs: Rung[] = [firstRung(colleague, units)];
        for (let next = nextRung(rungs[0]!, units); next; next = nextRung(next, units)) {
          rungs.push(next);
          expect(rungs.length).toBeLessThanOrEqual(HELP_STEPS.length);
        }
        expect(rungs.map(heightOf)).toEqual(rungs.map((_, i) => heightOf(rungs[0]!) + i));
        const heads = rungs.filter(({ step }) => step !== 'PEER');
        const places = heads.map(({ unitId }) => units.findIndex((unit) => unit.unitId === unitId));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(places.every((place) => place >= 0)).toBe(true);
        // Without any head above a request waits for the first one.
        const isHeadless = units.every(({ headId }) => headId === null);
        for (const [i, { addresseeId }] of heads.entries())
          expect(addresseeId).toBe(isHeadless ? null : units[places[i]!]!.headId);
        // As far as there are heads, two of them at most: nobody in between is passed over.
        const headed = units.flatMap(({ headId }, place) => (headId === null ? [] : [place]));
        if (!isHeadless) expect(places).toEqual(headed.slice(0, 2));
      }),
    );
  });

  it('is never gone down: each step has its two working days, and at the top a request is overdue once', () => {
    const aDeed = fc.record({
      kind: fc.constantFrom('decline' as const, 'pass' as const),
      hoursLater: fc.integer({ min: 0, max: 120 }),
    });
    // From before the Spring Festival into a week of work.
    const anHour = fc.integer({ min: 0, max: 20 * 24 });
    fc.assert(
      fc.property(above, peer, anHour, fc.array(aDeed, { maxLength: 12 }), (units, colleague, hour, deeds) => {
        let ms = Date.parse('2026-02-10T00:30:00+08:00') + hour * HOUR_MS;
        const askedAt = instantOf(ms, ZONE);
        const rung = firstRung(colleague, units);
        const nextOf = (help: Rung, at: string): NextStep | null => {
          const next = nextRung(help, units);
          return next && { ...next, answerDueAt: answerDueAt(at, ZONE, chinaCalendar) };
        };
        const ask: HelpCommand = {
          type: 'AskForHelp',
          data: {
            ...{ helpId: 'N1', callerId: 'S1', now: askedAt, timeZone: ZONE, clientId: 'C1', visitId: null },
            ...{ askerUnitId: 'U0', text: '请协助', peerId: colleague?.staffId ?? null, rung },
            answerDueAt: answerDueAt(askedAt, ZONE, chinaCalendar),
            ...{ clientWithinReach: true, clientIsOwn: true, visitIsOwn: true, peerKnown: true },
          },
        };
        let overdues = 0;
        const after = (command: HelpCommand, known: HelpState): HelpRequest => {
          const decision = decide(helpDecider, command, known);
          if (isRejected(decision)) throw new Error(decision.rejection.code);
          overdues += decision.filter(({ type }) => type === 'HelpFellOverdue').length;
          return evolve(helpDecider, decision, known)!;
        };
        let help = after(ask, undefined);
        let beganAt = askedAt;
        for (const { kind, hoursLater } of deeds) {
          ms += hoursLater * HOUR_MS;
          const at = instantOf(ms, ZONE);
          const before = help;
          expect(before.answerDueAt).toBe(dueAfter(beganAt));
          const next = nextOf(before, at);
          const passed = { helpId: 'N1', at, next };
          const declined = { callerId: 'S2', now: at, timeZone: ZONE, accept: false, reason: null, isAddressed: true };
          const command: HelpCommand =
            kind === 'pass'
              ? { type: 'PassAnswerDeadline', data: passed }
              : { type: 'AnswerHelp', data: { helpId: 'N1', next, ...declined } };
          help = after(command, before);
          const leaves = kind === 'decline' || (!before.overdue && Date.parse(before.answerDueAt) <= ms);
          const climbs = leaves && next !== null;
          expect(heightOf(help)).toBe(heightOf(before) + (climbs ? 1 : 0));
          expect(help.climbs).toBe(before.climbs + (climbs ? 1 : 0));
          expect(help.overdue).toBe(before.overdue || (leaves && next === null));
          if (climbs) beganAt = at;
        }
        expect(overdues).toBe(help.overdue ? 1 : 0);
        expect(help.state).toBe('OPEN');
      }),
    );
  });
});

describe('rule 11: the credit of a visit', () => {
  const planned = VisitPlanned.of({
    ...{ visitId: 'V1', clientId: 'C1', staffId: 'S1', unitId: 'U1', participantIds: ['S2', 'S3'] },
    ...{ plannedOn: '2026-03-03', plannedAt: null, goal: null, toldAt: '2026-03-02T09:00:00+08:00' },
    place: 'BANK',
  });
  const visit = evolve(visitDecider, [planned]);
  const split = (shares: SplitCredit['data']['shares']): SplitCredit => ({
    type: 'SplitCredit',
    data: {
      ...{ visitId: 'V1', callerId: 'S1', now: '2026-03-02T09:00:00+08:00', timeZone: ZONE },
      ...{ shares, helperIds: ['S4'] },
    },
  });
  const PARTY = ['S1', 'S2', 'S3', 'S4'];
  const aShare = fc.record({
    staffId: fc.constantFrom(...PARTY, 'S9'),
    percent: fc.oneof(fc.constantFrom(25, 50, 100), fc.integer({ min: 1, max: 100 })),
  });
  /** A hundred cut at some places, a piece for each of some of those who took part. */
  const whole = fc
    .tuple(
      fc.shuffledSubarray(PARTY, { minLength: 1 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: PARTY.length, maxLength: PARTY.length }),
    )
    .map(([staff, cuts]) => {
      const edges = [0, ...cuts.slice(1, staff.length).sort((a, b) => a - b), 100];
      return staff.map((staffId, i) => ({ staffId, percent: edges[i + 1]! - edges[i]! }));
    });

  it('is split in whole percents that sum to 100, among those who took part or helped, and not otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(whole, fc.array(aShare, { minLength: 1, maxLength: 4 })), (shares) => {
        const decision = decide(visitDecider, split(shares), visit);
        const isOnce = new Set(shares.map(({ staffId }) => staffId)).size === shares.length;
        const isWhole = shares.reduce((sum, { percent }) => sum + percent, 0) === 100;
        const isAmongThem = shares.every(({ staffId }) => PARTY.includes(staffId));
        expect(isRejected(decision)).toBe(!(isOnce && isWhole && isAmongThem));
        if (isRejected(decision)) return;
        expect(evolve(visitDecider, decision, visit)!.credit).toEqual(shares);
      }),
    );
  });

  it('is split among any who share it once and whole', () => {
    fc.assert(
      fc.property(whole, (shares) => {
        expect(shares.every(({ percent }) => Number.isInteger(percent) && percent >= 1)).toBe(true);
        expect(isRejected(decide(visitDecider, split(shares), visit))).toBe(false);
      }),
    );
  });
});
