import { Agent, request } from 'undici';

/** What a measurement gives: operations a second, latencies in ms, and how many calls failed. */
export interface Measured {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  /** The first failure, if any: a number without it can't be believed. */
  readonly firstError?: string;
  /** Operations a second of the first calls, while the programs were still being compiled. */
  readonly coldRate?: number;
}

export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Gets the answer, unless the call failed: for a call that the next one of its connection rests on. */
  readonly answered?: (body: string) => void;
}

/**
 * V8 compiles what was called some thousand times: a service that has run for an hour is measured, not one that was
 * just started.
 */
const WARM_UP_CALLS = 12_000;
const WARM_UP_AT_MOST_MS = 20_000;
/** What a service just started does is told beside it. */
const COLD_MS = 1_500;

/** How long a load is run before it counts, whichever comes first. */
export interface WarmUp {
  readonly calls: number;
  readonly ms: number;
}
/** All that comes after the first answer counts. */
export const NO_WARM_UP: WarmUp = { calls: 0, ms: 0 };

/**
 * Keeps `connections` calls under way for `seconds` and measures each; the warm-up before counts for errors alone. A
 * call fails when its status is not 200 or its body holds what `isBad` finds. Ends sooner when there is nothing more to
 * call.
 */
export async function loadHttp(
  next: (connection: number) => Call | undefined,
  connections: number,
  seconds: number,
  isBad: (body: string) => boolean,
  warmUp: WarmUp = { calls: WARM_UP_CALLS, ms: WARM_UP_AT_MOST_MS },
): Promise<Measured> {
  const agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: 60_000 });
  const latencies: number[] = [];
  const early: number[] = [];
  let errors = 0;
  let firstError: string | undefined;
  const begun = performance.now();
  let calls = 0;
  let coldCalls = 0;
  let from = Number.POSITIVE_INFINITY;
  let until = begun;
  let ranOut = false;
  const isWarm = () => calls >= warmUp.calls || performance.now() >= begun + warmUp.ms;
  const one = async (_: unknown, connection: number): Promise<void> => {
    while (performance.now() < from + seconds * 1000) {
      const call = next(connection);
      ranOut ||= !call;
      if (!call) return;
      const { url, headers, body } = call;
      const started = performance.now();
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent });
      const text = await answer.body.text();
      const ended = performance.now();
      if (answer.statusCode !== 200 || isBad(text)) {
        errors++;
        firstError ??= `${answer.statusCode} ${text.slice(0, 300)}`;
      } else call.answered?.(text);
      calls++;
      if (ended < begun + COLD_MS) coldCalls++;
      if (from === Number.POSITIVE_INFINITY && isWarm()) from = ended;
      else if (started >= from && ended <= from + seconds * 1000) latencies.push(ended - started);
      else if (started < from) early.push(ended - started);
      if (ended <= from + seconds * 1000) until = Math.max(until, ended);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  await agent.close();
  const coldRate = coldCalls / (COLD_MS / 1000);
  // What ended before it was warm is told as it was: a small bank has little to do a command with.
  const cold = ranOut && latencies.length < early.length;
  const counted = cold ? [...early, ...latencies] : latencies;
  const rate = counted.length / Math.min(cold ? Infinity : seconds, Math.max(until - (cold ? begun : from), 1) / 1000);
  return { ...spread(counted), rate, errors, coldRate, ...(firstError ? { firstError } : {}) };
}

/** Median and 99th percentile of some latencies, in the unit they came in. */
export function spread(latencies: readonly number[]): { p50: number; p99: number } {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
