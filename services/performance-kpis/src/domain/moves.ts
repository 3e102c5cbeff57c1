import type { AddFigures } from './contributions.js';
import type { Scope } from './scopes.js';

/** What one client's figures of one window moved by, scope by scope. A few scopes only, reused from window to window: the innermost loop. */
export class Moves {
  private scopes: Scope[] = [];
  private readonly touches: number[] = [];
  private readonly contacts: number[] = [];
  private readonly clients: number[] = [];
  private readonly covered: number[] = [];

  readonly more: AddFigures = (scope, touches, contacts, clients, covered) => this.add(scope, touches, contacts, clients, covered);
  readonly less: AddFigures = (scope, touches, contacts, clients, covered) => this.add(scope, -touches, -contacts, -clients, -covered);

  clear(): void {
    this.scopes.length = 0;
  }

  /** Gives each scope that moved, and forgets them. */
  forEach(each: AddFigures): void {
    for (let i = 0; i < this.scopes.length; i++)
      if (this.touches[i] !== 0 || this.contacts[i] !== 0 || this.clients[i] !== 0 || this.covered[i] !== 0)
        each(this.scopes[i]!, this.touches[i]!, this.contacts[i]!, this.clients[i]!, this.covered[i]!);
  }

  private add(scope: Scope, touches: number, contacts: number, clients: number, covered: number): void {
    let i = this.scopes.indexOf(scope);
    if (i < 0) {
      i = this.scopes.push(scope) - 1;
      this.touches[i] = this.contacts[i] = this.clients[i] = this.covered[i] = 0;
    }
    this.touches[i]! += touches;
    this.contacts[i]! += contacts;
    this.clients[i]! += clients;
    this.covered[i]! += covered;
  }
}
