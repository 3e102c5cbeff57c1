import { RetriableFailure } from '@hengxin/event-sourcing';

/**
 * The log's database does not answer, or refuses to. What was asked may be asked again: appends are idempotent by event
 * id.
 */
export class LogUnavailable extends RetriableFailure {
  override readonly name = 'LogUnavailable';
  readonly code = 'LOG_UNAVAILABLE';

  constructor(doing: string, cause?: unknown, sentence?: string) {
    super(
      sentence ??
        `the event log's database does not answer (${doing}): ${cause instanceof Error ? cause.message || cause.name : 'no reason given'}`,
      { cause },
    );
  }

  /** It answers, and does not do what it is asked. */
  static refused(doing: string, why: string, cause?: unknown): LogUnavailable {
    return new LogUnavailable(doing, cause, `${why} (${doing})`);
  }
}
