import type { Readable } from 'node:stream';

/** The bytes of a file that is being sent. Whoever reads them may stop half-way without breaking the connection. */
export class RequestBody implements AsyncIterable<Uint8Array> {
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(stream: Readable) {
    this.chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  }

  /** Without `return`: leaving a loop leaves the rest to be read. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.chunks.next() };
  }

  /** Reads what is left and forgets it: a sender that is still writing should be able to read why it is refused. */
  async drain(): Promise<void> {
    try {
      while (!(await this.chunks.next()).done);
    } catch {
      // The sender has gone, which is as well.
    }
  }
}
