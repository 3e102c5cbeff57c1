type Close = () => unknown;

/** What a service holds open; closed in reverse order, so that nothing loses what it stands on. */
export class Resources {
  private readonly closes: Close[] = [];

  /** Says how something that was opened is closed. */
  add(close: Close): void {
    this.closes.push(close);
  }

  /** Each is closed once, however often this is asked for. */
  async close(): Promise<void> {
    for (let close = this.closes.pop(); close; close = this.closes.pop()) await close();
  }
}
