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
interface Payload {
  readonly errors: readonly Rejection[];
  readonly position?: string | null;
}
interface Sending {
  readonly busy: boolean;
  readonly errors: readonly Rejection[];
  readonly fault: Fault | null;
}
const AT_REST: Sending = { busy: false, errors: [], fault: null };

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
 * `errors` and `fault` say why.
 */
export function useCommand<R, I extends { commandId: string }, P extends Payload>(
  asked: TadaDocumentNode<R, { input: I }>,
  pick: (data: R) => P,
) {
  const queries = useQueryClient();
  const [sending, setSending] = useState(AT_REST);
  const intention = useRef({ text: '', id: '' });
  const send = async (input: Omit<I, 'commandId'>): Promise<P | null> => {
    const text = JSON.stringify(input);
    if (intention.current.text !== text) intention.current = { text, id: newCommandId() };
    setSending({ ...AT_REST, busy: true });
    try {
      const payload = pick(await execute(asked, { input: { ...input, commandId: intention.current.id } as I }));
      setSending({ ...AT_REST, errors: payload.errors });
      if (payload.errors.length > 0) return null;
      intention.current = { text: '', id: '' };
      positions.seen(payload.position);
      await queries.invalidateQueries();
      return payload;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      setSending({ ...AT_REST, fault: error });
      return null;
    }
  };
  return { ...sending, send, reset: () => setSending(AT_REST) };
}
