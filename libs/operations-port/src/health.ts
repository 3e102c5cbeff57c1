/** What keeps a process from being ready: a word or two that its author chose, which say nothing of its inside. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
  constructor(readonly word: string) {
    super(word);
  }
}

export interface HealthCheck {
  readonly name: string;
  /** Resolves when it is well; rejects, or takes longer than 2 s, when not. */
  check(): Promise<unknown>;
}

export interface HealthReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 2000;

/** Asks every check at once. What is wrong is named in fixed words; `failed` is told why something did not answer, for the log. */
export async function readiness(
  checks: readonly HealthCheck[],
  failed: (name: string, error: unknown) => void = () => undefined,
): Promise<HealthReport> {
  const results = await Promise.all(checks.map(async ({ name, check }) => [name, await verdict(name, check, failed)] as const));
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
}

async function verdict(name: string, check: () => Promise<unknown>, failed: (name: string, error: unknown) => void): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve('no answer'), PATIENCE_MS)));
  try {
    return await Promise.race([check().then(() => 'ok'), late]);
  } catch (error) {
    if (error instanceof NotReady) return error.word;
    failed(name, error);
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
