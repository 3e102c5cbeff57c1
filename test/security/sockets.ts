import WebSocket from 'ws';

/** What came of one subscription: the code that it was refused with, or how many events it was told of. */
export interface Listening {
  readonly told: () => number;
  readonly refusedWith: () => string | undefined;
  close(): void;
}

/** Subscribes over a socket of its own, as an app does; `params` are what it says when it connects. */
export function listen(url: string, params: Readonly<Record<string, string>>, payload: object): Listening {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  let events = 0;
  let code: string | undefined;
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: params })));
  socket.on('message', (raw: Buffer) => {
    const message = JSON.parse(raw.toString()) as { type: string; payload?: unknown };
    if (message.type === 'connection_ack') socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
    if (message.type === 'next') note(message.payload as Told);
    if (message.type === 'error') note({ errors: message.payload as Told['errors'] });
  });
  socket.on('error', (error) => (code ??= error.message));
  socket.on(
    'close',
    (closedWith: number, reason: Buffer) => (code ??= reason.toString().split(':')[0] || String(closedWith)),
  );

  function note({ data, errors }: Told): void {
    if (errors?.[0]) code ??= errors[0].extensions?.code ?? 'an error without a code';
    else if (data) events++;
  }
  return { told: () => events, refusedWith: () => code, close: () => socket.terminate() };
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] | undefined;
}
