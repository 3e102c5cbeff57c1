/** The log's database does not answer. What was asked may be asked again: appends are idempotent by event id. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly code = 'LOG_UNAVAILABLE';

  constructor(doing: string, cause?: unknown) {
    super(
      `the event log's database does not answer (${doing}): ${cause instanceof Error ? cause.message || cause.name : 'no reason given'}`,
      { cause },
    );
  }
}
