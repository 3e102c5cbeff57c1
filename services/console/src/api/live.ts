import { type Client, createClient } from 'graphql-ws';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { session } from '../session/session.js';
import { language } from './execute.js';
import type { TadaDocumentNode } from './graphql.js';
import { print } from './print.js';

/**
 * We close the socket before the token runs out, with a code on which graphql-ws connects again: it gives up on the
 * platform's 4401.
 */
const TOKEN_RENEWED = 4205;
const BEFORE_EXPIRY_MS = 20_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** In this time the platform takes up a subscription that was sent: it answers with events alone, the first included. */
const TAKEN_UP_MS = 1_000;

const reconnected = new Set<() => void>();
let client: Client | undefined;
let renewal: ReturnType<typeof setTimeout> | undefined;
let isConnected = false;

function connected(socket: unknown, wasRetry: boolean): void {
  isConnected = true;
  clearTimeout(renewal);
  const left = session.expiresAt() - Date.now() - BEFORE_EXPIRY_MS;
  renewal = setTimeout(
    () => (socket as WebSocket).close(TOKEN_RENEWED, 'token renewed'),
    Math.min(Math.max(left, 1_000), LONGEST_TIMER_MS),
  );
  if (wasRetry) reconnected.forEach((tell) => tell());
}

function open(): Client {
  client ??= createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: async () => ({ authorization: `Bearer ${await session.token()}`, 'accept-language': language() }),
    retryAttempts: Number.MAX_SAFE_INTEGER,
    shouldRetry: () => session.state() === 'signed-in',
    keepAlive: 20_000,
    on: {
      connected: (socket, _payload, wasRetry) => connected(socket, wasRetry),
      closed: () => (isConnected = false),
    },
  });
  return client;
}

/** Closes the socket: the next person to sign in opens their own. */
export function closeLive(): void {
  clearTimeout(renewal);
  isConnected = false;
  void client?.dispose();
  client = undefined;
}

/** Tells when the socket is back after it was gone: what was said meanwhile has to be read. Answers how to stop. */
export function onReconnected(tell: () => void): () => void {
  reconnected.add(tell);
  return () => void reconnected.delete(tell);
}

/** Receives the events of a subscription until told to stop. */
export function listen<R, V>(asked: TadaDocumentNode<R, V>, variables: V, next: (data: R) => void): () => void {
  return open().subscribe<R>(
    { query: print(asked), variables: variables as Record<string, unknown> },
    { next: ({ data }) => data && next(data), error: () => undefined, complete: () => undefined },
  );
}

/**
 * Receives the events of a subscription as long as the component is shown; `null` for the variables: not now.
 * `readAgain` is called once when the subscription stands: what came between the page's first answer and it is in no
 * event.
 */
export function useLive<R, V>(
  asked: TadaDocumentNode<R, V>,
  variables: V | null,
  next: (data: R) => void,
  readAgain: () => unknown,
): void {
  const told = useEffectEvent(next);
  const stands = useEffectEvent(readAgain);
  const key = variables && JSON.stringify(variables);
  // One that ended with its token is begun again once there is another.
  const isIn = useSyncExternalStore(session.onChange, session.state) === 'signed-in';
  useEffect(() => {
    if (key === null || !isIn) return undefined;
    const end = listen(asked, JSON.parse(key) as V, told);
    let taken: ReturnType<typeof setTimeout> | undefined;
    const wait = () => void (taken ??= setTimeout(() => void stands(), TAKEN_UP_MS));
    const unheard = open().on('connected', wait);
    if (isConnected) wait();
    return () => {
      clearTimeout(taken);
      unheard();
      end();
    };
  }, [asked, key, isIn]);
}
