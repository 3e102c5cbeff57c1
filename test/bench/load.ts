import { Agent, request } from 'undici';

/** What a measurement gives: operations a second, latencies in ms, and how many calls failed. */
export interface Measured {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  /** The first failure, if any: a number without it can't be believed. */
  readonly firstError?: string;
}

export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const WARM_UP_MS = 1500;

/**
 * Keeps `connections` calls under way for `seconds` and measures each; the warm-up before isn't counted. A call fails when its status is not 200 or
 * its body holds what `isBad` finds.
 */
export async function loadHttp(
  next: () => Call,
  connections: number,
  seconds: number,
  isBad: (body: string) => boolean,
): Promise<Measured> {
  const agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: 60_000 });
  const latencies: number[] = [];
  let errors = 0;
  let firstError: string | undefined;
  const from = performance.now() + WARM_UP_MS;
  const until = from + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const { url, headers, body } = next();
      const started = performance.now();
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent });
      const text = await answer.body.text();
      const ended = performance.now();
      if (answer.statusCode !== 200 || isBad(text)) {
        errors++;
        firstError ??= `${answer.statusCode} ${text.slice(0, 300)}`;
      }
      if (started >= from && ended <= until) latencies.push(ended - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  await agent.close();
  return { ...spread(latencies), rate: latencies.length / seconds, errors, ...(firstError ? { firstError } : {}) };
}

/** Median and 99th percentile of some latencies, in the unit they came in. */
export function spread(latencies: readonly number[]): { p50: number; p99: number } {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
