import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isOutage, NotYetVisible, Progress } from '@hengxin/event-bus';
import { comparePositions } from '@hengxin/event-log';
import { isRejected, type Rejection } from '@hengxin/event-sourcing';
import { BodyDeadlines } from '@hengxin/http-door';
import { bearerToken, callerOf, type Caller, type Directory, IssuerUnavailable, NotAuthenticated, TokenVerifier } from '@hengxin/identity';
import { Clock, CONFIG, type Config, Database, DIRECTORY, languageOf, LOGGER, messageOf, registerRejections } from '@hengxin/service-kit';
import { HttpAdapterHost, type ModuleRef } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Columns, RowValues } from './cells.js';
import { type FileFormat, FileRefused } from './file.rows.js';
import { ImportAnswer } from './import.answer.js';
import type { ImportBatch } from './import.job.js';
import { runImport } from './import.pipeline.js';
import { FileRejections, RowRejections } from './import.rejections.js';
import { importIdOf, ImportRuns } from './import-run.store.js';
import { RequestBody } from './request-body.js';
import { type PassedPositions, ReachedPosition, waitForPositions } from './positions.js';
import { knownEncoding } from './text.reader.js';

registerRejections('import', RowRejections);
registerRejections('import', FileRejections);

/** A kind of file that a service takes. */
export interface ImportKind<C extends Columns> {
  /** The path's last part: `POST /import/{kind}`. */
  readonly kind: string;
  readonly columns: C;
  readonly importBatch: ImportBatch<C>;
  /** Consumers that must have passed `hengxin-at-least` before the first row is looked at: those that rows are checked against, and its own. */
  readonly readsFrom: readonly string[];
  /** What a row is about, when rows about different things don't depend on each other's being stored: batches then overlap. */
  readonly keyOf?: (values: RowValues<C>) => string;
  /** Rows a batch; default 300. `Infinity`: the file is taken as a whole, for a kind whose rows can only be judged together. */
  readonly batchSize?: number;
  /** What to tell in the account though the file was taken; asked once all of it is stored, and again when that fails half-way. */
  readonly warnings?: () => Promise<readonly Rejection[]>;
  /** How many rows of the file that a run belongs to await a second word; asked once all of it is stored. */
  readonly awaiting?: (run: string) => Promise<number>;
}

const DEFAULT_BATCH_SIZE = 300;
/** How long what was imported before may take to arrive here; a staff file of a whole bank takes a minute. */
const ARRIVAL_MS = 15 * 60_000;
/** How long the database may be out of reach before an import gives up; it can be resumed in any case. */
const OUTAGE_MS = 3 * 60_000;

/**
 * Adds `POST /import/{kind}` (the file in, NDJSON out, both streamed) and `GET /import/{kind}/{import-id}` to a service. `nest` is the
 * application or a ModuleRef; call it in `onModuleInit`, before the server is ready. The service's migrations must hold
 * `importMigrations`.
 */
export function registerImport<C extends Columns>(nest: Pick<ModuleRef, 'get'>, kind: ImportKind<C>): void {
  const part = <T>(token: symbol | (abstract new (...args: never[]) => T)): T => nest.get(token as never, { strict: false });
  const parts: Parts = {
    verifier: part(TokenVerifier),
    directory: part<Directory>(DIRECTORY),
    clock: part(Clock),
    progress: part(Progress),
    runs: new ImportRuns(part(Database)),
    logger: part<Logger>(LOGGER),
    idleMs: part<Config>(CONFIG).connections.importIdleMs,
  };
  const fastify = part(HttpAdapterHost).httpAdapter.getInstance<FastifyInstance>();
  void fastify.register(async (scope) => {
    const underWay = new Set<FastifyRequest>();
    // The body is read by the import itself, at its own pace.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(`/import/${kind.kind}`, { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      underWay.add(request);
      await takeFile(request, reply, kind, parts).finally(() => underWay.delete(request));
      return reply;
    });
    scope.get(`/import/${kind.kind}/:importId`, (request, reply) => showRun(request, reply, kind.kind, parts));
    // A service that stops doesn't wait hours for a file: the run is remembered and goes on when it is sent again.
    scope.addHook('preClose', async () => underWay.forEach((request) => request.raw.destroy()));
  });
}

interface Parts {
  readonly verifier: TokenVerifier;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly progress: PassedPositions;
  readonly runs: ImportRuns;
  readonly logger: Logger;
  readonly idleMs: number;
}

/** The service's log, as far as imports write to it. */
type Logger = Record<'warn' | 'error', (facts: object, message: string) => void>;

async function takeFile<C extends Columns>(request: FastifyRequest, reply: FastifyReply, kind: ImportKind<C>, parts: Parts): Promise<void> {
  const language = languageOf(request.headers['accept-language']);
  const answer = new ImportAnswer(reply, language);
  const body = new RequestBody(request.raw, parts.idleMs);
  const deadlines = BodyDeadlines.of(request.server);
  const correlationId = correlationIdOf(request);
  try {
    const caller = await admin(request, parts);
    deadlines?.release(request);
    const { format, encoding, digest } = fileOf(request);
    const reached = new ReachedPosition(comparePositions);
    const waiting = { position: request.headers['hengxin-at-least'], consumers: kind.readsFrom, timeoutMs: ARRIVAL_MS };
    await answer.keepAlive(() => waitForPositions(parts.progress, waiting));
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
      runs: digest === undefined ? undefined : parts.runs,
      send: (message) => answer.send(message),
      message: (rejection) => messageOf(rejection, language),
      reached,
      patiently,
    });
    await answer.end({ ...account, position: reached.token() });
  } catch (error) {
    noteFailure(error, parts, { kind: kind.kind, correlationId, senderGone: request.raw.socket.destroyed });
    deadlines?.await(request, reply);
    await answer.refuse(...refusalOf(error), body);
  }
}

async function showRun(request: FastifyRequest, reply: FastifyReply, kind: string, parts: Parts): Promise<void> {
  const answer = new ImportAnswer(reply, languageOf(request.headers['accept-language']));
  const body = new RequestBody(request.raw, parts.idleMs);
  try {
    await admin(request, parts);
    const run = await parts.runs.find(kind, (request.params as { importId: string }).importId);
    if (!run) return await answer.refuse(404, FileRejections.IMPORT_UNKNOWN().rejection, body);
    await reply.send(run);
  } catch (error) {
    noteFailure(error, parts, { kind, correlationId: correlationIdOf(request), senderGone: request.raw.socket.destroyed });
    await answer.refuse(...refusalOf(error), body);
  }
}

async function admin(request: FastifyRequest, { verifier, directory, clock }: Parts): Promise<Caller> {
  const caller = callerOf(await verifier.verify(bearerToken(request.headers.authorization)), directory, clock.today());
  if (caller.role !== 'ADMIN') throw new FileRefused(FileRejections.ADMIN_ONLY().rejection);
  return caller;
}

function correlationIdOf({ headers }: FastifyRequest): string {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** How the file is to be read, from the call's headers and query. Throws FileRefused. */
function fileOf(request: FastifyRequest): { format: FileFormat; encoding: string; digest: string | undefined } {
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
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest)) throw new FileRefused(FileRejections.IMPORT_ID_MALFORMED().rejection);
  return { format, encoding, digest };
}

/** A header as it was sent: Node leaves out the second `content-type`, and puts other headers of one name together. */
function headersOf({ raw: { rawHeaders } }: FastifyRequest, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name);
}

/** The one value of a header or parameter. Throws FileRefused where there are several: which of them is meant nobody can tell. */
function once(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw new FileRefused(FileRejections.PARAMETER_REPEATED({ name }, [name]).rejection);
  return values[0];
}

const FORMATS: Readonly<Record<string, FileFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};

/** The status and the reason of an import that can't begin or go on; a failure that nobody foresaw tells no more than that it was. */
function refusalOf(error: unknown): [status: number, rejection: Rejection] {
  return foreseen(error) ?? [isOutage(error) ? 503 : 500, FileRejections.IMPORT_FAILED().rejection];
}

function foreseen(error: unknown): [status: number, rejection: Rejection] | undefined {
  const plain = (code: string): Rejection => ({ code, field: [], facts: {} });
  if (error instanceof FileRefused) return [STATUSES[error.rejection.code] ?? 422, error.rejection];
  if (error instanceof NotAuthenticated) return [401, plain(error.code)];
  if (error instanceof IssuerUnavailable) return [503, plain('ISSUER_UNAVAILABLE')];
  if (error instanceof NotYetVisible) return [503, plain('NOT_YET_VISIBLE')];
  if (error instanceof Error && error.name === 'InvalidPosition') return [400, plain('POSITION_INVALID')];
  return undefined;
}

/** Since the answer doesn't tell what an unforeseen failure was, the service's log does. A sender who left is no fault of the service. */
function noteFailure(
  error: unknown,
  { logger }: Parts,
  { senderGone, ...call }: { kind: string; correlationId: string; senderGone: boolean },
): void {
  if (foreseen(error)) return;
  logger[senderGone ? 'warn' : 'error']({ err: error, ...call }, 'an import stopped');
}

const STATUSES: Readonly<Record<string, number>> = {
  ADMIN_ONLY: 403,
  CONTENT_TYPE_UNKNOWN: 415,
  ENCODING_UNKNOWN: 400,
  IMPORT_ID_MALFORMED: 400,
  IMPORT_TAKEN_OVER: 409,
  PARAMETER_REPEATED: 400,
  UPLOAD_IDLE: 408,
};

/** Tries again while database or log are out of reach. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + OUTAGE_MS;
  for (let delayMs = 200; ; delayMs = Math.min(delayMs * 2, 5000)) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || Date.now() + delayMs > until) throw error;
      await pause(delayMs);
    }
  }
}
