import { onOwnDatabase } from './own-database.js';
import type { BenchRow } from './row.js';

const AT_LEAST = 500;
const MOST_MB = 400;
const DAYS = 6;
const DATABASE = 'bench_plans';

interface Drawn {
  readonly plans: number;
  readonly seconds: number;
  readonly beforeMb: number;
  /** At most, on the first day and on all of them. */
  readonly firstMb: number;
  readonly peakMb: number;
}

/**
 * All plans of some working days, drawn as each begins, by contact-scheduling alone on a database of its own beside the
 * platform's.
 */
export async function benchPlansDrawn(databaseUrl: string, managers: number): Promise<BenchRow> {
  const { benchPlans } = (await import(
    new URL('../../../services/contact-scheduling/bench/my-day.bench.mjs', import.meta.url).href
  )) as {
    benchPlans: (url: string, size: { readonly managers: number; readonly days: number }) => Promise<Drawn>;
  };
  return onOwnDatabase(databaseUrl, DATABASE, async (url) =>
    rowOf(await benchPlans(url, { managers, days: DAYS }), managers),
  );
}

function rowOf({ plans, seconds, beforeMb, firstMb, peakMb }: Drawn, managers: number): BenchRow {
  const rate = plans / seconds;
  const [before, first, all] = [beforeMb, firstMb, peakMb].map(Math.round);
  return {
    what: `plans drawn as a day begins, ${managers} managers of 300 clients, ${DAYS} days`,
    rate,
    reach: `>= ${AT_LEAST}/s, < ${MOST_MB} MB resident, flat`,
    reached: `${Math.round(rate)}/s, ${before} MB before, at most ${first} on the first day, ${all} on all`,
    ok: rate >= AT_LEAST && peakMb < MOST_MB,
  };
}
