import { randomUUID } from 'node:crypto';
import { append, appendRequests } from './append-call.js';
import { readStream } from './calls.js';
import { Connection } from './connection.js';
import { ServerCheck } from './server-check.js';
import { readUrl } from './url.js';

/** Where the server keeps the metadata of $all, and with it who may read it. */
const METADATA_OF_ALL = '$$$all';

interface Metadata {
  readonly $acl?: { readonly $r?: string | readonly string[] };
}

/**
 * Gives a user or a group of an EventStoreDB the right to read $all, which the event log needs and only administrators
 * have at first. The URL is that of an administrator; the rest of the metadata of $all stays. Answers false when the
 * right was there already. Throws UrlFault, and LogUnavailable with one sentence.
 */
export async function grantReader(url: string, user: string): Promise<boolean> {
  const connection = new Connection(readUrl(url));
  try {
    await new ServerCheck(connection).assertServes();
    for (;;) {
      const kept = (
        await connection.persistent('reading the rights to $all', (call) => readStream(call, METADATA_OF_ALL))
      ).at(-1);
      const metadata = (kept?.data ?? {}) as Metadata;
      const readers = [metadata.$acl?.$r ?? '$admins'].flat();
      if (readers.includes(user)) return false;
      const data = { ...metadata, $acl: { ...metadata.$acl, $r: [...readers, user] } };
      const event = { id: randomUUID(), type: '$metadata', data: JSON.stringify(data) };
      const requests = appendRequests(METADATA_OF_ALL, [event], kept ? Number(kept.revision) : -1);
      const answer = await connection.persistent('granting the right to $all', (call) => append(call, requests));
      // Somebody else changed it meanwhile: what he wrote stays, too.
      if (answer.stored) return true;
    }
  } finally {
    await connection.close();
  }
}
