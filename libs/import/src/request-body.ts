import type { Readable } from 'node:stream';
import { doorRejections } from '@hengxin/http-door';
import { within } from '@hengxin/waiting';
import { FileRefused } from './file.rows.js';

/** The bytes of a file that is being sent. A reader may stop half-way without breaking the connection. */
export class RequestBody implements AsyncIterable<Uint8Array> {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private isIdle = false;

  constructor(
    stream: Readable,
    /** How long nothing may come while more is awaited. */
    private readonly idleMs: number,
  ) {
    this.chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  }

  /** Without `return`: leaving a loop leaves the rest to be read. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.next() };
  }

  /** Rejects with FileRefused when nothing comes. Time that the reader takes is not the sender's. */
  private async next(): Promise<IteratorResult<Uint8Array>> {
    return within(this.idleMs, this.chunks.next(), () => {
      this.isIdle = true;
      return new FileRefused(doorRejections.UPLOAD_IDLE().rejection);
    });
  }

  /** Reads what is left and forgets it: a sender that is still writing should be able to read why it is refused. */
  async drain(): Promise<void> {
    if (this.isIdle) return;
    try {
      while (!(await this.chunks.next()).done);
    } catch {
      // The sender has gone, which is as well.
    }
  }
}
