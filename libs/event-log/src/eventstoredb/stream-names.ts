import { categoryOf } from '@hengxin/event-sourcing';
import { PREFIX_END } from './url.js';

/**
 * What the streams of a log are called on the server: their own names, behind the prefix of its URL where that has one.
 */
export class StreamNames {
  constructor(readonly prefix: string) {}

  onServer(stream: string): string {
    return this.prefix + stream;
  }

  /** The log's own name of a stream; undefined for one of another platform on the same server. */
  ours(name: string): string | undefined {
    const stream = name.startsWith(this.prefix) ? name.slice(this.prefix.length) : undefined;
    return stream === undefined || categoryOf(stream).includes(PREFIX_END) ? undefined : stream;
  }
}
