import type { EventCatalogue } from '@hengxin/event-sourcing';
import { createEventStoreDbEventLog } from './eventstoredb/eventstoredb-event-log.js';
import { readUrl, UrlFault } from './eventstoredb/url.js';
import type { EventLog } from './port.js';
import { createPostgresEventLog } from './postgres/postgres-event-log.js';

const POSTGRES = /^postgres(ql)?:\/\//;
const EVENTSTOREDB = /^\s*esdb(\+discover)?:\/\//;

export interface EventLogOptions {
  readonly url: string;
  /** Brings stored events up to today's versions. */
  readonly catalogue: Pick<EventCatalogue, 'upcast'>;
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
  if (POSTGRES.test(url)) return postgresUrlFault(url);
  if (!EVENTSTOREDB.test(url))
    return 'must be a URL that starts with postgres://, postgresql://, esdb:// or esdb+discover://';
  try {
    readUrl(url);
    return undefined;
  } catch (error) {
    if (error instanceof UrlFault) return error.message;
    throw error;
  }
}

/** Why a URL names no PostgreSQL, in words that hold nothing of it; undefined for one that does. */
export function postgresUrlFault(url: string): string | undefined {
  if (!POSTGRES.test(url)) return 'must be a URL that starts with postgres:// or postgresql://';
  if (!URL.canParse(url))
    return 'it is no URL of a PostgreSQL: write @, :, /, ? and % in a password as %40, %3A, %2F, %3F and %25';
  // What follows is the end of a password with a / or a ?, and would be told as the name of the database.
  const { pathname, search, hash } = new URL(url);
  const behind = pathname.length > 1 ? pathname : search + hash;
  return behind.includes('@')
    ? 'it has an @ behind its host: write /, ? and # in a password as %2F, %3F and %23'
    : undefined;
}

/** Whether the log at a URL is one that `migrateEventLog` prepares. */
export function isPostgresLog(url: string): boolean {
  return POSTGRES.test(url);
}

/**
 * What keeps the log, where, in which epoch and under which streams, without credentials; `isSameLog` compares two of
 * them.
 */
export function describeEventLog(url: string): string {
  if (POSTGRES.test(url)) {
    const { hostname, port, pathname } = new URL(url);
    return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`;
  }
  const { nodes, epoch, streamPrefix } = readUrl(url);
  const streams = streamPrefix === '' ? '' : `, streams ${streamPrefix}*`;
  return `EventStoreDB at ${nodes.map(({ address, port }) => `${address}:${port}`).join(', ')}, epoch ${epoch}${streams}`;
}

/**
 * Whether two descriptions are of one log. A node is of one cluster alone: those of EventStoreDB are the same when they
 * share one. The order and the number of the nodes named do not matter.
 */
export function isSameLog(one: string, other: string): boolean {
  const [a, b] = [placesOf(one), placesOf(other)];
  if (!a || !b) return one === other;
  return a.rest === b.rest && a.nodes.some((node) => b.nodes.includes(node));
}

function placesOf(description: string): { readonly nodes: readonly string[]; readonly rest: string } | undefined {
  const [, nodes, rest] = /^EventStoreDB at (.+?), (epoch \d.*)$/.exec(description) ?? [];
  return nodes === undefined ? undefined : { nodes: nodes.toLowerCase().split(', '), rest: rest! };
}
