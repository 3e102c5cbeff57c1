import type { WebSocket } from 'ws';
import { OperationRefused } from '../refused.js';

/**
 * Sockets that one caller may hold: several screens on several machines, and no end of what a program that forgets its
 * own opens.
 */
const MOST_SOCKETS = 50;

/** Counts the open sockets of each caller. */
export class CallerSockets {
  private readonly held = new Map<string, number>();

  /** Throws `OperationRefused`. */
  hold(caller: string, socket: WebSocket): void {
    const count = (this.held.get(caller) ?? 0) + 1;
    if (count > MOST_SOCKETS) throw new OperationRefused('TOO_MANY_CONNECTIONS', { limit: MOST_SOCKETS });
    this.held.set(caller, count);
    socket.once('close', () => {
      const left = this.held.get(caller)! - 1;
      if (left > 0) this.held.set(caller, left);
      else this.held.delete(caller);
    });
  }
}
