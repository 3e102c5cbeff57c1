import type { EventStoreDBClient } from '@eventstore/db-client';
import { closeClient, openClient } from '../eventstoredb/client.js';
import { readUrl } from '../eventstoredb/url.js';

/** The server's own client, for tests that look past the adapter. */
export interface BareClient {
  readonly client: EventStoreDBClient;
  /** What the names of the log's streams begin with; empty where its URL has no prefix. */
  readonly streamPrefix: string;
  close(): Promise<void>;
}

/**
 * Opens one to the server of an event log. The URL is read here: the client writes the whole of one that it does not
 * like to stderr.
 */
export function bareClient(url: string): BareClient {
  const target = readUrl(url);
  const client = openClient(target);
  return { client, streamPrefix: target.streamPrefix, close: () => closeClient(client) };
}
