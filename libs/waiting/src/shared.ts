/**
 * Looks at how things stand, for all who ask at the same time. A caller that comes while a look is under way shares the
 * next one with the others who come by then: what is under way may be older than their question.
 */
export class Shared<T> {
  private underWay: Promise<T> | undefined;
  private next: Promise<T> | undefined;

  constructor(private readonly look: () => Promise<T>) {}

  ask(): Promise<T> {
    if (!this.underWay) return this.begin();
    this.next ??= this.underWay.then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.next;
  }

  private begin(): Promise<T> {
    this.next = undefined;
    const looking = this.look().finally(() => {
      if (this.underWay === looking) this.underWay = undefined;
    });
    this.underWay = looking;
    return looking;
  }
}
