import { orAfter } from '@hengxin/waiting';

/**
 * What a check finds: nothing to say where all is well. Words of our own, since anybody may read them: no address, no
 * cause told by others.
 */
export type Verdict = string | undefined;

export interface HealthCheck {
  readonly name: string;
  /** Rejects, or takes longer than 2 s, when it is not well: why is in the log alone. */
  check(): Promise<Verdict>;
}

export interface HealthReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const ANSWER_WITHIN_MS = 2000;

/** Asks every check at once. What is wrong is named in a word or two; `failed` is told of the details. */
export async function readiness(
  checks: readonly HealthCheck[],
  failed: (name: string, error: unknown) => void,
): Promise<HealthReport> {
  const results = await Promise.all(checks.map(async (check) => [check.name, await wordFor(check, failed)] as const));
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
}

async function wordFor(
  { name, check }: HealthCheck,
  failed: (name: string, error: unknown) => void,
): Promise<HealthReport['checks'][string]> {
  try {
    return await orAfter(
      ANSWER_WITHIN_MS,
      check().then((verdict) => verdict ?? 'ok'),
      'no answer',
    );
  } catch (error) {
    failed(name, error);
    return 'failed';
  }
}
