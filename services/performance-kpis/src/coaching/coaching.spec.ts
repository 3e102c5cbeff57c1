import { chinaCalendar, OrgTree, type UnitKind } from '@hengxin/contracts';
import type { Due } from '@hengxin/deadlines';
import type { Clock, CommandHandler, Progress } from '@hengxin/service-kit';
import type { ClosedFigures } from '../closings/closed-figures.js';
import { BALANCES, FIGURES, OCCASIONS } from '../figures/figures.tables.js';
import { METRIC_SET } from '../metrics/index.js';
import { Coaching } from './coaching.js';

const UNITS = Array.from({ length: 11 }, (_, i) => `B${String(i).padStart(2, '0')}`);
const NOTHING = Object.fromEntries(
  [...METRIC_SET.measures, ...METRIC_SET.readings, ...METRIC_SET.courses].map(({ name }) => [name, 0]),
);

/** A bank of branches; `covered` is the coverage of each in percent, by month and unit: 90 where nothing is said. */
class Bank {
  readonly tree = new OrgTree();
  readonly noticed: string[] = [];
  readonly figures: unknown[] = [];
  readonly waitedFor: string[][] = [];

  constructor(private readonly covered: Readonly<Record<string, Readonly<Record<string, number>>>>) {
    this.place('H', 'HEAD_OFFICE', null, null);
    for (const unitId of UNITS) this.place(unitId, 'BRANCH', 'H', null);
  }

  place(unitId: string, kind: UnitKind, parentId: string | null, validFrom: string | null): this {
    this.tree.placeUnit({ unitId, kind, parentId, validFrom, name: unitId });
    return this;
  }

  async look(month: string): Promise<readonly string[]> {
    const closed: Pick<ClosedFigures, 'closingOf' | 'asOf'> = {
      closingOf: ({ start }) => Promise.resolve(start in this.covered ? { closedAtMs: 0, metrics: [] } : undefined),
      asOf: (asked) =>
        Promise.resolve(
          asked.map(({ scopeKey, window }) => {
            const start = new Date(window.start * 86_400_000).toISOString().slice(0, 10);
            const covered = this.covered[start]?.[scopeKey.slice('unit:'.length)] ?? 90;
            return { ...NOTHING, covered, target: 100 };
          }),
        ),
    };
    const commands = {
      execute: ({ command }: { command: { data: { unitId: string; figures: unknown } } }) => {
        this.noticed.push(command.data.unitId);
        this.figures.push(command.data.figures);
        return Promise.resolve({ accepted: true });
      },
    };
    const progress = {
      caughtUp: (consumers: string[]) => Promise.resolve(void this.waitedFor.push(consumers)),
    };
    const clock = { dayOf: () => '2026-03-05', instant: () => '2026-03-05T00:00:00+08:00' };
    const coaching = new Coaching(
      closed as ClosedFigures,
      commands as unknown as CommandHandler,
      clock as unknown as Clock,
      progress as unknown as Progress,
      METRIC_SET,
      { tree: this.tree, version: 1 },
      chinaCalendar,
    );
    const due = { data: { month }, at: '2026-03-04T16:00:00Z', commandId: 'D' };
    await coaching.look(due as unknown as Due<{ readonly month: string }>);
    return this.noticed;
  }
}

const JANUARY = '2026-01-01';
const FEBRUARY = '2026-02-01';

describe('rule 22: a coaching notice', () => {
  it('is given for two closed months running in the lowest tenth', async () => {
    const covered = { [JANUARY]: { B00: 10 }, [FEBRUARY]: { B00: 20 } };
    expect(await new Bank(covered).look(FEBRUARY)).toEqual(['B00']);
    expect(await new Bank({ [FEBRUARY]: { B00: 20 } }).look(FEBRUARY)).toEqual([]);
  });

  it('compares each month among the units that were peers at its end', async () => {
    // In January a branch that is a sub-branch by now was lower.
    const covered = { [JANUARY]: { B00: 20, B10: 10 }, [FEBRUARY]: { B00: 20 } };
    const bank = new Bank(covered).place('B10', 'SUB_BRANCH', 'B00', FEBRUARY);
    expect(await bank.look(FEBRUARY)).toEqual([]);
  });

  it('compares a unit that has become another kind among those of then, and among those of now', async () => {
    const covered = { [JANUARY]: { B10: 10 }, [FEBRUARY]: { B10: 10 } };
    const bank = new Bank(covered).place('B10', 'SUB_BRANCH', 'B00', FEBRUARY);
    for (let i = 0; i < 9; i++) bank.place(`S${i}`, 'SUB_BRANCH', 'B01', FEBRUARY);
    expect(await bank.look(FEBRUARY)).toEqual(['B10']);
  });

  it('shows what is below the median of all peers, those that are not low with them', async () => {
    const covered = { [JANUARY]: { B00: 10 }, [FEBRUARY]: { B00: 20 } };
    const bank = new Bank(covered);
    await bank.look(FEBRUARY);
    expect(bank.figures).toEqual([[expect.objectContaining({ metric: 'COVERAGE', value: 0.2 })]]);
  });

  it('waits for all that counts into what a closing holds', async () => {
    const bank = new Bank({});
    await bank.look(FEBRUARY);
    expect(bank.waitedFor).toEqual([[FIGURES.consumer, BALANCES, OCCASIONS]]);
  });
});
