import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { languageOf, type Language } from '../refusals.js';
import type { Headers } from '../upstream/subgraph-port.js';

/** What a call brings besides its operation. */
export interface CallHeaders {
  readonly language: Language;
  readonly correlationId: string;
  /** What the services get to see of it. */
  readonly forwarded: Headers;
}

const CORRELATION_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const VISIBLE = /^[\x20-\x7e]{1,4000}$/;

export function readHeaders(headers: IncomingHttpHeaders, authorization = headers.authorization): CallHeaders {
  const correlationId = valid(headers['x-correlation-id'], CORRELATION_ID) ?? randomUUID();
  const forwarded = ['content-type', 'application/json', 'x-correlation-id', correlationId];
  if (authorization) forwarded.push('authorization', authorization);
  for (const [name, pattern] of [
    ['accept-language', VISIBLE],
    ['traceparent', TRACEPARENT],
    ['hengxin-at-least', VISIBLE],
  ] as const) {
    const value = valid(headers[name], pattern);
    if (value) forwarded.push(name, value);
  }
  return { language: languageOf(headers['accept-language']), correlationId, forwarded };
}

const valid = (value: string | string[] | undefined, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
