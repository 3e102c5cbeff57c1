import { FileRejections } from './import.rejections.js';
import type { Rejected } from '@hengxin/event-sourcing';

/** Encodings that a bank's systems write; the names are those of the WHATWG encoding standard. */
const ENCODINGS = new Set(['utf-8', 'utf8', 'gb18030', 'gbk', 'gb2312', 'big5', 'utf-16le', 'utf-16be']);

/** The encoding under its usual name, or a refusal. Nothing given means UTF-8. */
export function knownEncoding(name: string | undefined): string | Rejected {
  const lower = (name ?? 'utf-8').trim().toLowerCase();
  if (!ENCODINGS.has(lower)) return FileRejections.ENCODING_UNKNOWN({ encoding: lower.slice(0, 40) });
  return lower === 'utf8' ? 'utf-8' : lower;
}

/**
 * The text of a stream of bytes, piece by piece, without its byte order mark. A mark tells the encoding better than the
 * caller who started the import. Rejects files carry one and are read right with any encoding that is asked for. Bytes
 * that are no text become U+FFFD.
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  let atStart = true;
  for await (const chunk of bytes) {
    let rest: Uint8Array = chunk;
    if (!decoder) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 3) continue;
      decoder = new TextDecoder(markedEncoding(head) ?? encoding);
      rest = head;
    }
    const text = decoder.decode(rest, { stream: true });
    if (text === '') continue;
    yield atStart ? withoutMark(text) : text;
    atStart = false;
  }
  decoder ??= new TextDecoder(markedEncoding(head) ?? encoding);
  const last = head.length < 3 ? decoder.decode(head) : decoder.decode();
  if (last !== '') yield atStart ? withoutMark(last) : last;
}

/** A decoder leaves the mark of gb18030 where it stands. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function markedEncoding(head: Uint8Array): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}
