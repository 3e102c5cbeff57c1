import { jsonEvent } from '@eventstore/db-client';
import { NO_STREAM } from '../port.js';
import { appended, type Call, readStream } from './calls.js';
import type { Connection } from './connection.js';

/** Begins the names of the streams in which event ids are claimed. They hold no events of the log. */
export const CLAIM_PREFIX = 'eventid-';
const CLAIMS_AT_ONCE = 64;

/** An id to be claimed. `claimant` is the claiming event's own id: sent again after a lost answer, the claim is known by it. */
export interface Claim {
  readonly id: string;
  readonly claimant: string;
}

/** Who has an id: the append that claims it, or the stream that was meant to get it before. */
export type Claimed = { readonly first: true } | { readonly first: false; readonly holder: string };

/**
 * Claims event ids for a stream, each in a stream of its own that is written once. The server knows an event id again only at the
 * revision it was written at: one command id used for two streams, or again at a later revision, would be stored twice, which the port
 * forbids. An id stays with the stream it was first meant for, also when that append was refused.
 */
export async function claimIds(connection: Connection, stream: string, claims: readonly Claim[]): Promise<Claimed[]> {
  const answers: Claimed[] = [];
  for (let i = 0; i < claims.length; i += CLAIMS_AT_ONCE) {
    const some = claims.slice(i, i + CLAIMS_AT_ONCE);
    const claimed = await connection.persistent('claiming event ids', (call) =>
      Promise.all(some.map((claim) => claimId(call, stream, claim))),
    );
    answers.push(...claimed);
  }
  return answers;
}

async function claimId(call: Call, stream: string, { id, claimant }: Claim): Promise<Claimed> {
  const event = jsonEvent({ id: claimant, type: 'EventIdClaimed', data: { stream } });
  if (await appended(call, CLAIM_PREFIX + id, [event], NO_STREAM)) return { first: true };
  const [written] = await readStream(call, CLAIM_PREFIX + id, 0, 1);
  if (!written) throw new Error(`the claim on event id ${id} was refused, but there is none`);
  return written.id === claimant ? { first: true } : { first: false, holder: (written.data as { stream: string }).stream };
}
