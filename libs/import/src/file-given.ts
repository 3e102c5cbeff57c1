import { isRejected } from '@hengxin/event-sourcing';
import type { FastifyRequest } from 'fastify';
import { type FileFormat, FileRefused } from './file.rows.js';
import { FileRejections } from './import.rejections.js';
import { knownEncoding } from './text.reader.js';

/** What a call says of its file. */
export interface FileGiven {
  readonly format: FileFormat;
  readonly encoding: string;
  readonly digest: string | undefined;
}

/** How the file is to be read, from the call's headers and query. Throws FileRefused. */
export function fileOf(request: FastifyRequest): FileGiven {
  for (const name of ['content-type', 'import-id']) once(name, headersOf(request, name));
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').split(';');
  const format = FORMATS[type.trim().toLowerCase()];
  if (!format) throw new FileRefused(FileRejections.CONTENT_TYPE_UNKNOWN().rejection);
  const charset = once(
    'charset',
    parameters.flatMap((each) => /^\s*charset\s*=\s*"?(.*?)"?\s*$/i.exec(each)?.[1] ?? []),
  );
  const asked = once('encoding', [(request.query as { encoding?: string | string[] }).encoding ?? []].flat());
  const encoding = knownEncoding(asked ?? charset);
  if (isRejected(encoding)) throw new FileRefused(encoding.rejection);
  const digest = request.headers['import-id'] as string | undefined;
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest))
    throw new FileRefused(FileRejections.IMPORT_ID_MALFORMED().rejection);
  return { format, encoding, digest };
}

/** A header as it was sent: Node leaves out the second `content-type`, and puts other headers of one name together. */
function headersOf({ raw: { rawHeaders } }: FastifyRequest, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name);
}

/**
 * The one value of a header or parameter. Throws FileRefused where there are several: which of them is meant nobody can
 * tell.
 */
function once(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw new FileRefused(FileRejections.PARAMETER_REPEATED({ name }, [name]).rejection);
  return values[0];
}

const FORMATS: Readonly<Record<string, FileFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};
