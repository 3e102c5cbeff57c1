import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pause } from '@hengxin/waiting';
import type { AccountMessage, FailureMessage, ImportCounts, ImportMessage } from '@hengxin/import';
import { ImportFault } from './import.fault.js';
import type { ProgressBar } from './progress-bar.js';
import { RejectsFile } from './rejects-file.js';

export interface Upload {
  readonly url: string;
  readonly kind: string;
  readonly path: string;
  readonly token: string;
  readonly encoding: string | undefined;
  readonly language: 'zh' | 'en';
  /** Positions of the files before. */
  readonly atLeast: string | undefined;
}

/** What became of a file. */
export interface UploadAccount extends ImportCounts {
  /** Rows that hold nothing: they were passed over. */
  readonly blank: number;
  readonly position: string | null;
  /** Under which name the platform knows the file: its SHA-256. */
  readonly importId: string;
  /** Rows that hold for nothing until another administrator approves them. */
  readonly awaiting: number;
  /** Where the rejected rows are; null when there were none. */
  readonly rejectsPath: string | null;
  /** Columns that nobody knows; they were ignored. */
  readonly unknownColumns: readonly string[];
  /** What to mind though the rows were taken, a sentence each. */
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/** Broken off without an account, through nobody's fault: the same file sent again goes on where it stopped. */
class Interrupted extends Error {
  constructor(
    message: string,
    /** What to do when it happens again and again. */
    readonly advice = ' Start the import again: it goes on where it stopped.',
  ) {
    super(message);
  }
}

/** Waits before each further attempt; with the last one about a minute has passed. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Sends a file and keeps what comes back. An interruption is made good by sending it again: the platform goes on where
 * it stopped.
 */
export async function uploadFile(
  upload: Upload,
  bar: ProgressBar | undefined,
  pausesMs = PAUSES_MS,
): Promise<UploadAccount> {
  const startedAt = performance.now();
  const { size, digest } = await identityOf(upload.path);
  for (let attempt = 0; ; attempt++) {
    const rejects = new RejectsFile(`${upload.path}.rejects.csv`);
    const unknownColumns: string[] = [];
    try {
      const account = await send(upload, { size, digest, rejects, unknownColumns, bar });
      const { read, taken, unchanged, rejected, blank = 0, awaiting = 0, position } = account;
      const warnings = (account.warnings ?? []).map(({ message }) => message);
      const seconds = (performance.now() - startedAt) / 1000;
      const counts = { read, taken, unchanged, rejected, blank, awaiting };
      return {
        ...counts,
        position,
        importId: digest,
        unknownColumns,
        warnings,
        seconds,
        rejectsPath: await rejects.end(),
      };
    } catch (error) {
      await rejects.end();
      if (!(error instanceof Interrupted)) throw error;
      const waitMs = pausesMs[attempt];
      if (waitMs === undefined) throw new ImportFault(`${upload.path}: ${error.message}${error.advice}`);
      bar?.note(error.message);
      await pause(waitMs);
    }
  }
}

/** Size and SHA-256 of the file: the digest is the name under which a run is resumed. */
async function identityOf(path: string): Promise<{ size: number; digest: string }> {
  const hash = createHash('sha256');
  try {
    const { size } = await stat(path);
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return { size, digest: hash.digest('hex') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ImportFault(code === 'ENOENT' ? `There is no file ${path}.` : `${path} can't be read (${code}).`);
  }
}

interface Attempt {
  readonly size: number;
  readonly digest: string;
  readonly rejects: RejectsFile;
  readonly unknownColumns: string[];
  readonly bar: ProgressBar | undefined;
}

async function send(upload: Upload, attempt: Attempt): Promise<AccountMessage> {
  // A connection of its own, since one that broke off must not be lent to the next call. It is a lasting one, since a
  // server that is asked to close would do so with its answer, in the middle of the file.
  const agent = new (upload.url.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });
  const call = open(upload, attempt.digest, agent);
  const file = createReadStream(upload.path, { highWaterMark: 256 * 1024 });
  let sent = 0;
  file.on('data', (chunk) => attempt.bar?.sent((sent += chunk.length) / Math.max(attempt.size, 1)));
  file.on('error', (error) => call.destroy(error));
  file.pipe(call);
  try {
    return await read(await answerTo(call, upload.url), upload, attempt);
  } finally {
    file.destroy();
    call.destroy();
    agent.destroy();
  }
}

function open(
  { url, kind, token, encoding, language, path, atLeast }: Upload,
  digest: string,
  agent: HttpAgent,
): ClientRequest {
  const target = new URL(`/import/${kind}`, url);
  if (encoding) target.searchParams.set('encoding', encoding);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return request(target, {
    method: 'POST',
    agent,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': /\.(ndjson|jsonl)$/i.test(path) ? 'application/x-ndjson' : 'text/csv',
      'import-id': digest,
      'accept-language': language,
      ...(atLeast && { 'hengxin-at-least': atLeast }),
    },
  });
}

/** The answer begins while the file is still being sent; a service that refuses it may stop reading. */
function answerTo(call: ClientRequest, url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let failed: NodeJS.Timeout | undefined;
    call.on('response', (answer) => {
      clearTimeout(failed);
      resolve(answer);
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      // The refusal may be on its way still when writing fails.
      failed = setTimeout(
        () => reject(new Interrupted(`${url} does not answer (${error.code ?? error.message}).`)),
        200,
      );
    });
  });
}

async function read(answer: IncomingMessage, upload: Upload, attempt: Attempt): Promise<AccountMessage> {
  if (answer.statusCode !== 200) throw await refusal(answer, upload);
  const { rejects, unknownColumns, bar } = attempt;
  const broken = new Interrupted(`the connection to ${upload.url} broke off.`);
  let account: AccountMessage | undefined;
  try {
    for await (const line of linesOf(answer)) {
      const message = JSON.parse(line) as ImportMessage;
      if (message.type === 'columns') rejects.columns(message.names);
      else if (message.type === 'reject') await rejects.add(message);
      else if (message.type === 'unknownColumn') unknownColumns.push(message.name);
      else if (message.type === 'progress') bar?.counts(message);
      else if (message.type === 'failure') throw failureOf(message, upload);
      else account = message;
    }
  } catch (error) {
    throw error instanceof ImportFault || error instanceof Interrupted ? error : broken;
  }
  if (!account) throw broken;
  return account;
}

/** The lines of an answer as they come; what follows the last line break is no line. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  answer.setEncoding('utf8');
  let rest = '';
  for await (const piece of answer) {
    const lines = (rest + (piece as string)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}

/** Refusals that waiting may mend; the others need somebody to do something. */
const PASSING = new Set([
  'IMPORT_FAILED',
  'NOT_YET_VISIBLE',
  'SERVICE_UNAVAILABLE',
  'ISSUER_UNAVAILABLE',
  'UPLOAD_IDLE',
]);

async function refusal(answer: IncomingMessage, upload: Upload): Promise<Error> {
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  try {
    return failureOf(JSON.parse(text) as Failure, upload);
  } catch {
    return new Interrupted(`the platform answered ${answer.statusCode}.`);
  }
}

type Failure = Pick<FailureMessage, 'code' | 'message'>;

function failureOf({ code, message }: Failure, { path, kind }: Upload): Error {
  if (!PASSING.has(code)) return new ImportFault(`${path}: ${message} (${code})`);
  const logged = ` It stopped at every attempt: the line "an import stopped" in the log of the service that takes ${kind} says why (${code}).`;
  return new Interrupted(message, code === 'IMPORT_FAILED' ? logged : '');
}
