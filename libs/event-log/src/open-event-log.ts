import { createEventStoreDbEventLog } from './eventstoredb/eventstoredb-event-log.js';
import { readUrl, UrlFault } from './eventstoredb/url.js';
import type { EventLog } from './port.js';
import { createPostgresEventLog } from './postgres/postgres-event-log.js';

const POSTGRES = /^postgres(ql)?:\/\//;
const EVENTSTOREDB = /^\s*esdb(\+discover)?:\/\//;

export interface EventLogOptions {
  readonly url: string;
  readonly onError?: (error: unknown) => void;
}

/** What keeps the log at a URL, by its scheme; a PostgreSQL needs `migrateEventLog` before. Throws UrlFault. */
export function openEventLog(options: EventLogOptions): EventLog {
  const fault = eventLogUrlFault(options.url);
  if (fault !== undefined) throw new UrlFault(fault);
  return POSTGRES.test(options.url) ? createPostgresEventLog(options) : createEventStoreDbEventLog(options);
}

/** Why a URL names no event log, in words that hold nothing of it; undefined for one that does. */
export function eventLogUrlFault(url: string): string | undefined {
  if (POSTGRES.test(url)) return URL.canParse(url) ? undefined : 'it is no URL of a PostgreSQL';
  if (!EVENTSTOREDB.test(url)) return 'must be a URL that starts with postgres://, postgresql://, esdb:// or esdb+discover://';
  try {
    readUrl(url);
    return undefined;
  } catch (error) {
    if (error instanceof UrlFault) return error.message;
    throw error;
  }
}

/** Whether the log at a URL is one that `migrateEventLog` prepares. */
export function isPostgresLog(url: string): boolean {
  return POSTGRES.test(url);
}

/** What keeps the log, where, and in which epoch, without credentials: the same for the same log. */
export function describeEventLog(url: string): string {
  if (POSTGRES.test(url)) {
    const { hostname, port, pathname } = new URL(url);
    return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`;
  }
  const { nodes, epoch } = readUrl(url);
  return `EventStoreDB at ${nodes.map(({ address, port }) => `${address}:${port}`).join(', ')}, epoch ${epoch}`;
}
