import { language } from '../../api/execute.js';
import { session } from '../../session/session.js';
import {
  after,
  contentTypeOf,
  ended,
  type Kind,
  linesOf,
  type Message,
  type Reject,
  type Run,
} from './import-model.js';

/** A file's hash takes the whole of it into memory. */
const HASHED_AT_MOST_BYTES = 256 * 2 ** 20;
const TOLD_EVERY_MS = 150;

export interface Upload {
  readonly kind: Kind;
  readonly file: File;
  readonly encoding: string;
  /** Where the files before it left off; nothing of this one is looked at before that is known. */
  readonly atLeast: readonly string[];
}

/** SHA-256 of a file, by which a run that was cut off goes on; none without https, nor of a very large one. */
async function idOf(file: File): Promise<string | null> {
  if (!globalThis.isSecureContext || file.size > HASHED_AT_MOST_BYTES) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends a file and tells how far it is; ends with the account, or with why there is none. Every rejected row goes to
 * `onReject`.
 */
export async function upload(
  { kind, file, encoding, atLeast }: Upload,
  from: Run,
  tell: (run: Run) => void,
  onReject: (reject: Reject, columns: readonly string[]) => void,
  signal: AbortSignal,
): Promise<Run> {
  let run: Run = { ...from, state: 'running' };
  tell(run);
  try {
    const id = await idOf(file);
    const answer = await fetch(`/import/${kind}${encoding ? `?encoding=${encoding}` : ''}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await session.token()}`,
        'content-type': contentTypeOf(file.name),
        'accept-language': language(),
        ...(id && { 'import-id': id }),
        ...(atLeast.length > 0 && { 'hengxin-at-least': atLeast.join(',') }),
      },
      body: file,
      signal,
    });
    if (!answer.ok || !answer.body) return finish({ ...run, state: 'failed', failure: await sentenceOf(answer) });
    let told = 0;
    for await (const line of linesOf(textOf(answer.body))) {
      const message = JSON.parse(line) as Message;
      run = after(run, message);
      if (message.type === 'reject') onReject(message, run.columns);
      // Many rejected rows come at once: the page is told of them together.
      if (performance.now() - told > TOLD_EVERY_MS || message.type !== 'reject') tell(run);
      if (message.type !== 'reject') told = performance.now();
    }
    return finish(ended(run));
  } catch (error) {
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
    // Stopped by hand, or the network is gone.
    return finish(ended(run));
  }

  function finish(last: Run): Run {
    tell(last);
    return last;
  }
}

async function sentenceOf(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => ({}))) as { message?: string };
  return said.message ?? `HTTP ${answer.status}`;
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    yield decoder.decode(part.value, { stream: true });
}
