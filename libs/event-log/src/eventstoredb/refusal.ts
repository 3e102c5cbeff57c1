const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

/**
 * Why a server that answers refuses what it is asked, so that asking again changes nothing; undefined for anything
 * else.
 */
export function refusalOf(error: unknown): string | undefined {
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (code === UNAUTHENTICATED) return 'EventStoreDB refuses the user or the password of its URL';
  if (type === 'access-denied') return 'EventStoreDB denies the user of its URL a right that is needed';
  if (code === UNIMPLEMENTED) return 'what answers at the URL of the event log is no EventStoreDB, or one before 21.10';
  return undefined;
}
