import { once } from 'node:events';
import type { Rejection } from '@hengxin/event-sourcing';
import { SAFE_HEADERS } from '@hengxin/http-door';
import { type Language, messageOf } from '@hengxin/service-kit';
import type { FastifyReply } from 'fastify';
import { every, orAfter } from '@hengxin/waiting';
import type { ImportMessage } from './import.protocol.js';
import type { RequestBody } from './request-body.js';

const QUIET_MS = 2000;
/** How long a sender that was refused may go on sending. */
const LINGER_MS = 30_000;

/**
 * The answer to a file: nothing until there is something to say, then a JSON object a line until the account or a
 * failure.
 */
export class ImportAnswer {
  private started = false;

  constructor(
    private readonly reply: FastifyReply,
    private readonly language: Language,
  ) {}

  /** Sends a line. Resolves when the receiver has room for more; rejects when it has gone. */
  async send(message: ImportMessage): Promise<void> {
    const { raw } = this.reply;
    if (!this.started) {
      this.reply.hijack();
      raw.writeHead(200, {
        ...SAFE_HEADERS,
        'content-type': 'application/x-ndjson; charset=utf-8',
        'x-accel-buffering': 'no',
      });
      this.started = true;
    }
    if (raw.destroyed || raw.closed) throw new Error('the sender of the file has gone');
    if (raw.write(`${JSON.stringify(message)}\n`)) return;
    await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
  }

  async end(message: ImportMessage): Promise<void> {
    await this.send(message);
    this.reply.raw.end();
  }

  /**
   * Refuses with a status, or, once lines have been sent, with a failure as the last of them. The connection is closed
   * only when the sender has sent the rest or gone: closed under its hands, it would lose the answer too.
   */
  async refuse(status: number, rejection: Rejection, body: RequestBody): Promise<void> {
    const { code, field } = rejection;
    const message = messageOf(rejection, this.language);
    const { raw } = this.reply;
    if (this.started) {
      if (raw.destroyed) return;
      raw.write(`${JSON.stringify({ type: 'failure', code, message } satisfies ImportMessage)}\n`);
    } else {
      this.reply.hijack();
      const text = JSON.stringify({ code, field, message });
      raw.writeHead(status, {
        ...SAFE_HEADERS,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      raw.write(text);
    }
    await orAfter(LINGER_MS, body.drain(), undefined);
    raw.end();
  }

  /** Waits for something that may take long, telling the sender now and then that nothing is lost. */
  async keepAlive<T>(work: () => Promise<T>): Promise<T> {
    const word = () =>
      void this.send({ type: 'progress', read: 0, taken: 0, unchanged: 0, rejected: 0 }).catch(() => undefined);
    const stop = every(QUIET_MS, word);
    try {
      return await work();
    } finally {
      stop();
    }
  }
}
