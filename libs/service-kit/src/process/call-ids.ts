import { randomUUID } from 'node:crypto';

const CORRELATION_ID = /^[\w.:-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a call is told apart by in logs and events: its header's, or one made here. */
export function correlationIdOf(headers: Headers): string {
  return valid(headers['x-correlation-id'], CORRELATION_ID) ?? randomUUID();
}

/** The W3C trace context of a call, where it is one. */
export function traceparentOf(headers: Headers): string | undefined {
  return valid(headers['traceparent'], TRACEPARENT);
}

function valid(given: string | string[] | undefined, pattern: RegExp): string | undefined {
  const text = Array.isArray(given) ? given[0] : given;
  return text !== undefined && pattern.test(text) ? text : undefined;
}
