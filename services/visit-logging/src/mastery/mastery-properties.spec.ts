import { instantOf } from '@hengxin/contracts';
import { decide, evolve, isRejected } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import { type Evidence, masteryDay, type Span, unionMinutes } from './mastery.policy.js';
import { type LogStudy, studyDecider } from './study.decider.js';

const MIDNIGHT_MS = Date.parse('2026-03-02T00:00:00+08:00');
const MINUTE_MS = 60_000;
const MINUTES = 1_440;
const AT_MOST = 480;

/** Minutes of a day, from one up to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Long and short ones, few enough for gaps and many enough to overlap, some of them at each end of the day. */
const aStretch: fc.Arbitrary<Stretch> = fc
  .record({
    from: fc.integer({ min: 0, max: MINUTES - 1 }),
    minutes: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 400 })),
  })
  .map(({ from, minutes }) => ({ from, to: Math.min(from + minutes, MINUTES) }));

const spanOf = ({ from, to }: Stretch): Span => ({
  fromMs: MIDNIGHT_MS + from * MINUTE_MS,
  toMs: MIDNIGHT_MS + to * MINUTE_MS,
});

/** One minute after the other: whether any of the stretches holds it. */
function counted(stretches: readonly Stretch[]): number {
  let minutes = 0;
  for (let minute = 0; minute < MINUTES; minute++)
    if (stretches.some(({ from, to }) => from <= minute && minute < to)) minutes++;
  return minutes;
}

const inAnyOrder = <T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly [T[], T[]]> =>
  fc
    .array(one, { maxLength })
    .chain((all) =>
      fc
        .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
        .map((shuffled) => [all, shuffled] as const),
    );

describe('rule 16: the evidenced minutes of a day', () => {
  it('are those of a clock that looks at every minute, each once, whatever overlaps', () => {
    fc.assert(
      fc.property(inAnyOrder(aStretch, 12), ([stretches, shuffled]) => {
        expect(unionMinutes(shuffled.map(spanOf))).toBe(counted(stretches));
      }),
    );
  });

  it('are at most 480 with what lies nowhere, in any order', () => {
    const evidence: fc.Arbitrary<Evidence> = fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .record({ kind: fc.constantFrom('CONTACT' as const, 'VISIT' as const, 'STUDY' as const), stretch: aStretch })
          .map(({ kind, stretch }) => ({ kind, ...spanOf(stretch) })),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'PREPARATION' as const, minutes: 15 }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'REVIEW' as const, minutes: 10 }) },
    );
    fc.assert(
      fc.property(inAnyOrder(evidence, 10), ([told, shuffled]) => {
        const stretches = told.flatMap((one) =>
          'minutes' in one
            ? []
            : [{ from: (one.fromMs - MIDNIGHT_MS) / MINUTE_MS, to: (one.toMs - MIDNIGHT_MS) / MINUTE_MS }],
        );
        const apart = told.reduce((sum, one) => sum + ('minutes' in one ? one.minutes : 0), 0);
        const day = masteryDay(shuffled);
        expect(day.minutes).toBe(Math.min(AT_MOST, counted(stretches) + apart));
        // By kind before overlaps and cap: what each of them lasted.
        const lasted = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(Object.values(day.byKind).reduce((sum, minutes) => sum + minutes, 0)).toBe(lasted + apart);
        // One piece after the other comes to the same day as all at once.
        expect(told.reduce((known, one) => masteryDay([one], known), masteryDay([]))).toEqual(day);
      }),
    );
  });

  it('add up over the entries of study that were logged for it, in whatever order they were', () => {
    const log = ({ from, to }: Stretch, place: number): LogStudy => ({
      type: 'LogStudy',
      data: {
        ...{ entryId: `E${place}`, staffId: 'S1', topic: '信贷', source: null, note: null },
        startedAt: instantOf(MIDNIGHT_MS + from * MINUTE_MS),
        endedAt: instantOf(MIDNIGHT_MS + to * MINUTE_MS),
        ...{ now: '2026-03-03T09:00:00+08:00', timeZone: 'Asia/Shanghai' },
      },
    });
    fc.assert(
      fc.property(inAnyOrder(aStretch, 10), ([stretches, shuffled]) => {
        let known = studyDecider.initial;
        let sum = 0;
        shuffled.forEach((stretch, place) => {
          const decision = decide(studyDecider, log(stretch, place), known);
          if (isRejected(decision)) throw new Error(decision.rejection.code);
          sum += decision[0]!.data.countedMinutes;
          known = evolve(studyDecider, decision, known);
        });
        expect(sum).toBe(Math.min(AT_MOST, counted(stretches)));
      }),
    );
  });
});
