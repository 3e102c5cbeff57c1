/** How many files each caller sends at the same time: each holds a connection, and room where it is taken in. */
export class UploadsAtOnce {
  private readonly underWay = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** False where it is one too many. Each that was taken is to be given back. */
  take(caller: string): boolean {
    const count = this.underWay.get(caller) ?? 0;
    if (count >= this.most) return false;
    this.underWay.set(caller, count + 1);
    return true;
  }

  giveBack(caller: string): void {
    const left = (this.underWay.get(caller) ?? 0) - 1;
    if (left > 0) this.underWay.set(caller, left);
    else this.underWay.delete(caller);
  }
}
