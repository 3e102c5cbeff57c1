import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands before a server and passes bytes on, so that connections can break at any moment while the server itself keeps
 * running.
 */
export class Gate {
  /** The same after every opening. */
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private frozen = false;

  constructor(private readonly behind: number) {}

  async open(): Promise<void> {
    const server = createServer((client) => this.pass(client));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as { port: number }).port;
    this.server = server;
  }

  /** Cuts every connection; new ones are accepted. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /**
   * Passes nothing on any more, of connections old and new, as a machine that hangs; until the connections are cut by
   * `thaw`.
   */
  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  thaw(): void {
    this.frozen = false;
    this.cut();
  }

  /** Cuts every connection; new ones are refused. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = server && new Promise<void>((resolve) => server.close(() => resolve()));
    this.cut();
    await closed;
  }

  private pass(client: Socket): void {
    const server = connect(this.behind, '127.0.0.1');
    this.join(client, server);
    this.join(server, client);
  }

  private join(one: Socket, other: Socket): void {
    this.sockets.add(one);
    one.setNoDelay();
    one.on('error', () => undefined);
    one.on('close', () => {
      this.sockets.delete(one);
      other.destroy();
    });
    if (!this.frozen) one.pipe(other);
  }
}
