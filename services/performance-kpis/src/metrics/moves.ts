import type { Scope } from '../figures/scopes.rules.js';
import type { AddVector } from './contributions.js';
import type { Vector } from './vector.js';

/**
 * What one client's figures of one window moved by, scope by scope. A few scopes only, reused from window to window:
 * the innermost loop.
 */
export class Moves {
  private readonly scopes: Scope[] = [];
  /** One vector a scope, one behind the other. */
  private readonly values: number[] = [];

  /** `width`: measures of a vector. */
  constructor(private readonly width: number) {}

  readonly more: AddVector = (scope, vector) => this.add(scope, vector, 1);
  readonly less: AddVector = (scope, vector) => this.add(scope, vector, -1);

  clear(): void {
    this.scopes.length = 0;
  }

  /** Gives each scope that moved, with a vector that is the receiver's to keep. */
  forEach(each: AddVector): void {
    const { width } = this;
    for (let i = 0; i < this.scopes.length; i++)
      if (this.hasMoved(i)) each(this.scopes[i]!, this.values.slice(i * width, (i + 1) * width));
  }

  private hasMoved(i: number): boolean {
    for (let k = i * this.width; k < (i + 1) * this.width; k++) if (this.values[k] !== 0) return true;
    return false;
  }

  private add(scope: Scope, vector: Vector, sign: 1 | -1): void {
    const { width } = this;
    let i = this.scopes.indexOf(scope);
    if (i < 0) {
      i = this.scopes.push(scope) - 1;
      for (let k = 0; k < width; k++) this.values[i * width + k] = 0;
    }
    for (let k = 0; k < width; k++) this.values[i * width + k]! += sign * vector[k]!;
  }
}
