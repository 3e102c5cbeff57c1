import { language } from '../../../api/execute.js';
import { positions } from '../../../api/positions.js';
import { session } from '../../../session/session.js';

/** A file that was chosen; the same one again is the same command, so that it is added once. */
export interface Chosen {
  readonly file: File;
  readonly commandId: string;
}

/** Why a file was not taken, in the platform's words; empty where it could not be reached, null where it was taken. */
export async function addAttachment(visitId: string, { file, commandId }: Chosen): Promise<string | null> {
  const used = await session.token();
  try {
    const first = await send(visitId, { file, commandId }, used);
    const answer =
      first.status === 401 ? await send(visitId, { file, commandId }, await session.tokenAfter(used)) : first;
    const said = (await answer.json().catch(() => ({}))) as { message?: string; position?: string | null };
    if (!answer.ok) return said.message ?? '';
    positions.seen(said.position);
    return null;
  } catch (error) {
    // The network is gone, or was cut while the file was on its way.
    if (error instanceof TypeError) return '';
    throw error;
  }
}

function send(visitId: string, { file, commandId }: Chosen, token: string): Promise<Response> {
  return fetch(`/attachments/${encodeURIComponent(visitId)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'accept-language': language(),
      'content-type': file.type || 'application/octet-stream',
      'command-id': commandId,
      'file-name': encodeURIComponent(file.name),
    },
    body: file,
  });
}
