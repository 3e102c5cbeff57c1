import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { execute } from './execute.js';
import { Fault } from './fault.js';
import type { TadaDocumentNode } from './graphql.js';
import { newCommandId } from './ids.js';
import { positions } from './positions.js';

/** Why the platform refused a command: its own sentence, and the path of the input at fault. */
export interface Rejection {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}
export interface Payload {
  readonly errors: readonly Rejection[];
  readonly position?: string | null;
}
interface Sending {
  readonly busy: boolean;
  readonly errors: readonly Rejection[];
  readonly fault: Fault | null;
}
const AT_REST: Sending = { busy: false, errors: [], fault: null };

/** Where a command waits that no network takes. What `put` resolves with, `send` does. */
export interface Aside<I, A extends string> {
  /** Others wait there already that are to be sent before it. */
  readonly atOnce: boolean;
  put(input: I): Promise<A>;
}

/** The sentences that belong to a field of the input; without a name those that belong to none of `named`. */
export const sentencesAt = (errors: readonly Rejection[], field: string): string =>
  errors
    .filter(({ field: path }) => path[1] === field)
    .map(({ message }) => message)
    .join(' ');
export const sentencesElsewhere = (errors: readonly Rejection[], named: readonly string[]): string =>
  errors
    .filter(({ field: path }) => !named.includes(path[1] ?? ''))
    .map(({ message }) => message)
    .join(' ');

/**
 * Sends a command. The same input sent again after a lost answer carries the same commandId, so that it takes effect
 * once. Resolves with the payload when it was carried out, with null when it was refused or did not get through;
 * `errors` and `fault` say why. One that no network takes goes aside where there is such a place, with its commandId:
 * it may have reached the platform.
 */
export function useCommand<R, I extends { commandId: string }, P extends Payload>(
  asked: TadaDocumentNode<R, { input: I }>,
  pick: (data: R) => P,
) {
  const queries = useQueryClient();
  const [sending, setSending] = useState(AT_REST);
  const intention = useRef({ text: '', id: '' });
  const send = async <A extends string = never>(
    given: Omit<I, 'commandId'>,
    aside?: Aside<I, A>,
  ): Promise<P | A | null> => {
    const text = JSON.stringify(given);
    if (intention.current.text !== text) intention.current = { text, id: newCommandId() };
    const input = { ...given, commandId: intention.current.id } as I;
    setSending({ ...AT_REST, busy: true });
    try {
      if (aside?.atOnce) throw new Fault('offline', 'OFFLINE', '');
      const payload = pick(await execute(asked, { input }));
      setSending({ ...AT_REST, errors: payload.errors });
      if (payload.errors.length > 0) return null;
      intention.current = { text: '', id: '' };
      positions.seen(payload.position);
      await queries.invalidateQueries();
      return payload;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const put = aside && error.kind === 'offline' ? await aside.put(input).catch(() => null) : null;
      setSending(put === null ? { ...AT_REST, fault: error } : AT_REST);
      if (put !== null) intention.current = { text: '', id: '' };
      return put;
    }
  };
  return { ...sending, send, reset: () => setSending(AT_REST) };
}
