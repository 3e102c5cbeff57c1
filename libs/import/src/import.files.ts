import { randomUUID } from 'node:crypto';
import { isOutage, Progress } from '@hengxin/event-bus';
import { comparePositions } from '@hengxin/event-log';
import { BodyDeadlines } from '@hengxin/http-door';
import {
  type AuthenticatedRequest,
  CONFIG,
  type Config,
  correlationIdOf,
  languageOf,
  LOGGER,
  messageOf,
  registerRejections,
} from '@hengxin/service-kit';
import { backOffMs, pause } from '@hengxin/waiting';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Columns } from './cells.js';
import { fileOf } from './file-given.js';
import { ImportAnswer } from './import.answer.js';
import type { ImportKind } from './import.kind.js';
import { runImport } from './import.pipeline.js';
import { foreseen, refusalOf } from './import.refusals.js';
import { FileRejections, RowRejections } from './import.rejections.js';
import { importIdOf, ImportRuns } from './import-run.store.js';
import { ReachedPosition, waitForPositions } from './positions.js';
import { RequestBody } from './request-body.js';

registerRejections('import', RowRejections);
registerRejections('import', FileRejections);

const DEFAULT_BATCH_SIZE = 300;
/** How long what was imported before may take to arrive here; a staff file of a whole bank takes a minute. */
const ARRIVAL_MS = 15 * 60_000;
/** How long the database may be out of reach before an import gives up; it can be resumed in any case. */
const OUTAGE_MS = 3 * 60_000;

/** The service's log, as far as imports write to it. */
type Logger = Record<'warn' | 'error', (facts: object, message: string) => void>;
/** A call that the guard has let in. */
export type ImportRequest = FastifyRequest & AuthenticatedRequest;

/** Takes the files that import controllers are sent, answers for them and remembers their runs. */
@Injectable()
export class ImportFiles implements BeforeApplicationShutdown {
  private readonly underWay = new Set<FastifyRequest>();
  private isStopping = false;

  constructor(
    private readonly progress: Progress,
    private readonly runs: ImportRuns,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: Pick<Config, 'connections'>,
  ) {}

  /** Takes the file that a call sends, and answers line by line until its account. */
  async take<C extends Columns>(request: ImportRequest, reply: FastifyReply, kind: ImportKind<C>): Promise<void> {
    const answer = answerTo(request, reply);
    const body = this.bodyOf(request);
    this.underWay.add(request);
    try {
      if (this.isStopping) request.raw.destroy();
      BodyDeadlines.of(request.server)?.release(request);
      await this.import(request, answer, body, kind);
    } catch (error) {
      await this.refuse(error, request, reply, kind.kind, answer, body);
    } finally {
      this.underWay.delete(request);
    }
  }

  /** Answers how far the run of a file has come. */
  async show(request: ImportRequest, reply: FastifyReply, kind: string): Promise<void> {
    try {
      const run = await this.runs.find(kind, (request.params as { importId: string }).importId);
      if (run) await reply.send(run);
      else await answerTo(request, reply).refuse(404, FileRejections.IMPORT_UNKNOWN().rejection, this.bodyOf(request));
    } catch (error) {
      await this.refuse(error, request, reply, kind);
    }
  }

  /** Answers why a call is not taken, or why its file stopped. */
  async refuse(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    kind: string,
    answer = answerTo(request, reply),
    body = this.bodyOf(request),
  ): Promise<void> {
    this.note(error, request, kind);
    BodyDeadlines.of(request.server)?.await(request, reply);
    await answer.refuse(...refusalOf(error), body);
  }

  /** A service that stops doesn't wait hours for a file: the run is remembered and goes on when it is sent again. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
    for (const { raw } of this.underWay) raw.destroy();
  }

  private async import<C extends Columns>(
    request: ImportRequest,
    answer: ImportAnswer,
    body: RequestBody,
    kind: ImportKind<C>,
  ): Promise<void> {
    const { caller, language, correlationId } = request.requestContext!;
    const { format, encoding, digest } = fileOf(request);
    const reached = new ReachedPosition(comparePositions);
    const waiting = { position: request.headers['hengxin-at-least'], consumers: kind.readsFrom, timeoutMs: ARRIVAL_MS };
    await answer.keepAlive(() => waitForPositions(this.progress, waiting));
    const account = await runImport({
      ...kind,
      batchSize: kind.batchSize ?? DEFAULT_BATCH_SIZE,
      bytes: body,
      format,
      encoding,
      caller,
      correlationId,
      importId: importIdOf(digest ?? randomUUID(), { format, encoding }),
      digest,
      runs: digest === undefined ? undefined : this.runs,
      send: (message) => answer.send(message),
      message: (rejection) => messageOf(rejection, language),
      reached,
      patiently,
    });
    await answer.end({ ...account, position: reached.token() });
  }

  private bodyOf({ raw }: FastifyRequest): RequestBody {
    return new RequestBody(raw, this.config.connections.importIdleMs);
  }

  /**
   * Since the answer doesn't tell what an unforeseen failure was, the service's log does. A sender who left is no fault
   * of the service.
   */
  private note(error: unknown, request: FastifyRequest & AuthenticatedRequest, kind: string): void {
    if (foreseen(error)) return;
    const correlationId = request.requestContext?.correlationId ?? correlationIdOf(request.headers);
    const level = request.raw.socket.destroyed ? 'warn' : 'error';
    this.logger[level]({ err: error, kind, correlationId }, 'an import stopped');
  }
}

function answerTo({ headers }: FastifyRequest, reply: FastifyReply): ImportAnswer {
  return new ImportAnswer(reply, languageOf(headers['accept-language']));
}

/** Tries again while database or log are out of reach. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + OUTAGE_MS;
  for (let failures = 1; ; failures++) {
    const delayMs = backOffMs(failures, { firstMs: 200, longestMs: 5_000 });
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || Date.now() + delayMs > until) throw error;
      await pause(delayMs);
    }
  }
}
