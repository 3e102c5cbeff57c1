/** Busy, asked too often, or a token that was withdrawn since. */
const PASSING = new Set([-1, 40014, 42001, 45009, 45033]);

/** WeCom answered a call with an `errcode`. Neither the call's address nor its body is told: both hold secrets. */
export class WecomFault extends Error {
  override readonly name = 'WecomFault';
  constructor(
    /** As `appchat/send`. */
    readonly path: string,
    readonly errcode: number,
  ) {
    super(`WeCom answers ${path} with errcode ${errcode}`);
  }

  /** Another attempt may succeed. */
  get isPassing(): boolean {
    return PASSING.has(this.errcode);
  }
}
