import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { every, type Stop } from '@hengxin/waiting';

const LOOK_EVERY_MS = 2_000;
const LINE = /^(jti|sub)[ \t]+(\S+)$/;

/** What a token says of itself and of whom it is for. */
export interface Named {
  readonly sub: string;
  readonly jti?: unknown;
}

/**
 * Tokens and people that are let in no more, from a file: `jti <id>` or `sub <staff id or account>`, one a line; blank
 * lines and lines that begin with # say nothing. It is read again when it changes. A file that can't be read or
 * understood any more leaves the list as it was.
 */
export class DenyList {
  private text: string;
  private named: ReadonlySet<string>;
  private readonly listeners = new Set<() => void>();
  private readonly stopLooking: Stop;

  /** Throws where the file can't be read at first. `report` is told of every later fault. */
  constructor(
    private readonly path: string,
    private readonly report: (error: unknown) => void,
    lookEveryMs = LOOK_EVERY_MS,
  ) {
    this.text = readFileSync(path, 'utf8');
    this.named = namedIn(this.text, path);
    // Read as a whole, since its time alone does not tell of two changes within one tick of a file system's clock.
    this.stopLooking = every(lookEveryMs, () => void this.readAgain());
  }

  has({ sub, jti }: Named): boolean {
    return this.named.has(`sub ${sub}`) || (typeof jti === 'string' && this.named.has(`jti ${jti}`));
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  close(): void {
    this.stopLooking();
  }

  private async readAgain(): Promise<void> {
    try {
      const text = await readFile(this.path, 'utf8');
      if (text === this.text) return;
      this.text = text;
      this.named = namedIn(text, this.path);
    } catch (error) {
      return this.report(error);
    }
    for (const listener of this.listeners) listener();
  }
}

function namedIn(text: string, path: string): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [at, given] of text.split('\n').entries()) {
    const line = given.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, kind, value] = LINE.exec(line) ?? [];
    if (!kind) throw new Error(`${path}, line ${at + 1}: a line is "jti …" or "sub …", or begins with #`);
    named.add(`${kind} ${value}`);
  }
  return named;
}
