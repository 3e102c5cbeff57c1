import { session } from '../session/session.js';
import { Fault, faultKind } from './fault.js';
import type { TadaDocumentNode } from './graphql.js';
import { print } from './print.js';

interface GraphQLError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}
interface Answer<R> {
  readonly data?: R | null;
  readonly errors?: readonly GraphQLError[];
}

/** The language in which the platform is to speak: that of the page. */
export const language = (): string => document.documentElement.lang.slice(0, 2) || 'zh';

/** What else goes with a question. */
export interface Asking {
  readonly signal?: AbortSignal;
  /** Answered only once this position of a command is visible, whatever the operation asks for. */
  readonly atLeast?: string | null;
}

/** Asks the platform. A token that counts no more is renewed once. Throws `Fault`. */
export async function execute<R, V>(asked: TadaDocumentNode<R, V>, variables: V, asking: Asking = {}): Promise<R> {
  const query = print(asked);
  const used = await session.token();
  try {
    return await post<R>(query, variables, used, asking);
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.kind !== 'signed-out') throw fault;
    const renewed = await session.tokenAfter(used);
    return post<R>(query, variables, renewed, asking).catch((again: unknown) => {
      if (again instanceof Fault && again.kind === 'signed-out') session.ended();
      throw again;
    });
  }
}

async function post<R>(query: string, variables: unknown, token: string, { signal, atLeast }: Asking): Promise<R> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'accept-language': language(),
      ...(atLeast && { 'hengxin-at-least': atLeast }),
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Fault('offline', 'OFFLINE', '');
  });
  const { data, errors } = ((await answer.json().catch(() => ({}))) ?? {}) as Answer<R>;
  const [error] = errors ?? [];
  if (error || !answer.ok || !data) {
    const code = error?.extensions?.code ?? '';
    throw new Fault(faultKind(code, answer.status), code, error?.message ?? '');
  }
  return data;
}
