import type { Caller } from '@hengxin/identity';
import type { Language } from '../catalogue/catalogue.js';

/** What a resolver gets as its context. Plain data: Mercurius copies it for subscriptions. */
export interface RequestContext {
  readonly caller: Caller;
  /** From Accept-Language. */
  readonly language: Language;
  /** Given by the caller or made here; on every log line and event that the call causes. */
  readonly correlationId: string;
  /** W3C trace context, passed on. */
  readonly traceparent?: string;
  /** Position that this call's reads must have passed, from the header `hengxin-at-least`. */
  readonly atLeast?: string;
  /** The call has proved to come from the gateway, which has measured it and scoped what its ids were taken from. */
  readonly fromGateway?: true;
  /**
   * On a socket, which outlives both token and placement: who calls by now. Throws NotAuthenticated once the token has
   * expired.
   */
  readonly renewed?: () => Caller;
  /** Room for what resolvers of one call share, such as loaders. */
  readonly shared: Map<unknown, unknown>;
}

/**
 * The caller as they are placed at this moment, for what goes on for longer than a request. Throws NotAuthenticated
 * where the token has expired.
 */
export function callerNow({ caller, renewed }: Pick<RequestContext, 'caller' | 'renewed'>): Caller {
  return renewed ? renewed() : caller;
}

/** A value that resolvers of one call share; made at first use. */
export function sharedIn<T>(context: RequestContext, key: unknown, make: () => T): T {
  let value = context.shared.get(key) as T | undefined;
  if (value === undefined) context.shared.set(key, (value = make()));
  return value;
}
