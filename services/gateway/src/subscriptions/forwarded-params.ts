import { INTERNAL_HEADER } from '@hengxin/identity';
import type { CallHeaders } from '../http/call-headers.js';

/** What a service's socket gets to see of the call, and what proves that it comes from the gateway. */
export function forwardedParams({ forwarded }: CallHeaders, secret: string | undefined): Record<string, string> {
  const params: Record<string, string> = {};
  for (let at = 0; at < forwarded.length; at += 2)
    if (forwarded[at] !== 'content-type') params[forwarded[at]!] = forwarded[at + 1]!;
  return secret ? { ...params, [INTERNAL_HEADER]: secret } : params;
}
