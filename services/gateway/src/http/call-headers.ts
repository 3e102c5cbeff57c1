import type { IncomingHttpHeaders } from 'node:http';
import { correlationIdOf, traceparentOf } from '@hengxin/service-kit/process';
import { languageOf, Refusal, type Language } from '../refusals.js';
import type { Headers } from '../upstream/subgraph-port.js';

/** What a call brings besides its operation. */
export interface CallHeaders {
  readonly language: Language;
  readonly correlationId: string;
  /** What the services get to see of it. */
  readonly forwarded: Headers;
}

const AT_LEAST = 'hengxin-at-least';
const LONGEST_POSITION = 8_000;
const VISIBLE = /^[\x20-\x7e]{1,8000}$/;

/**
 * Of the token its own spelling is sent on, and of the languages the one that was chosen: what services join to an
 * answer then speaks it too.
 */
export function readHeaders(headers: IncomingHttpHeaders, token?: string): CallHeaders {
  const language = languageOf(headers['accept-language']);
  const correlationId = correlationIdOf(headers);
  const forwarded = [
    'content-type',
    'application/json',
    'x-correlation-id',
    correlationId,
    'accept-language',
    language,
  ];
  if (token) forwarded.push('authorization', `Bearer ${token}`);
  const traceparent = traceparentOf(headers);
  if (traceparent) forwarded.push('traceparent', traceparent);
  const atLeast = valid(headers[AT_LEAST], VISIBLE);
  if (atLeast) forwarded.push(AT_LEAST, atLeast);
  return { language, correlationId, forwarded };
}

/**
 * A position that cannot be sent on must not be left out either: the answer would be older than it says. Throws
 * `Refusal`.
 */
export function refuseUnsendable({ [AT_LEAST]: atLeast }: IncomingHttpHeaders): void {
  if (atLeast === undefined || atLeast === '' || valid(atLeast, VISIBLE)) return;
  throw new Refusal('HEADER_MALFORMED', { header: AT_LEAST, limit: LONGEST_POSITION });
}

const valid = (value: string | string[] | undefined, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
