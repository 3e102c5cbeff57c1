import { session } from '../session/session.js';
import { language } from '../api/execute.js';
import { Fault, faultKind } from '../api/fault.js';
import { nameIn } from './download-name.js';

/** A file of the platform, with the name that it gives. */
export interface NamedFile {
  readonly name: string | undefined;
  readonly blob: Blob;
}

/** Asks for a file by its path. A token that counts no more is renewed once. Throws `Fault`. */
export async function fetchFile(path: string): Promise<NamedFile> {
  const used = await session.token();
  let answer = await get(path, used);
  if (answer.status === 401) answer = await get(path, await session.tokenAfter(used));
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
    throw new Fault(faultKind(said.code ?? '', answer.status), said.code ?? '', said.message ?? '');
  }
  // A file that breaks off half-way is none: the browser refuses its end.
  const blob = await answer.blob().catch(gone);
  return { name: nameIn(answer.headers.get('content-disposition')), blob };
}

const get = (path: string, token: string): Promise<Response> =>
  fetch(path, { headers: { authorization: `Bearer ${token}`, 'accept-language': language() } }).catch(gone);
const gone = (): never => {
  throw new Fault('offline', 'OFFLINE', '');
};
