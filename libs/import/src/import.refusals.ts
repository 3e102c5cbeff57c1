import { InvalidPosition, isOutage, NotYetVisible } from '@hengxin/event-bus';
import type { Rejection } from '@hengxin/event-sourcing';
import { IssuerUnavailable, NotAuthenticated } from '@hengxin/identity';
import { QueryRefused } from '@hengxin/service-kit';
import { FileRefused } from './file.rows.js';
import { FileRejections } from './import.rejections.js';

/**
 * The status and the reason of an import that can't begin or go on; a failure that nobody foresaw tells no more than
 * that it was.
 */
export function refusalOf(error: unknown): [status: number, rejection: Rejection] {
  return foreseen(error) ?? [isOutage(error) ? 503 : 500, FileRejections.IMPORT_FAILED().rejection];
}

export function foreseen(error: unknown): [status: number, rejection: Rejection] | undefined {
  const plain = (code: string): Rejection => ({ code, field: [], facts: {} });
  if (error instanceof FileRefused) return [STATUSES[error.rejection.code] ?? 422, error.rejection];
  if (error instanceof QueryRefused) return [403, FileRejections.ADMIN_ONLY().rejection];
  if (error instanceof NotAuthenticated) return [401, plain(error.code)];
  if (error instanceof IssuerUnavailable) return [503, plain('ISSUER_UNAVAILABLE')];
  if (error instanceof NotYetVisible) return [503, plain('NOT_YET_VISIBLE')];
  if (error instanceof InvalidPosition) return [400, plain('POSITION_INVALID')];
  return undefined;
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
