import type { ImportCounts } from '@hengxin/import';

const WIDTH = 24;
const REDRAW_MS = 100;

/** One line that shows how far a file is; drawn on a terminal only. */
export class ProgressBar {
  private share = 0;
  private known: ImportCounts = { read: 0, taken: 0, unchanged: 0, rejected: 0 };
  private word = '';
  private drawnAt = 0;
  private readonly startedAt = performance.now();

  constructor(
    private readonly title: string,
    private readonly out: { readonly isTTY?: boolean; write(text: string): unknown },
  ) {}

  /** The share of the file that has been sent, 0 to 1. */
  sent(share: number): void {
    this.share = Math.min(share, 1);
    this.draw();
  }

  counts(counts: ImportCounts): void {
    this.known = counts;
    this.word = '';
    this.draw();
  }

  /** Something that people should know while they wait. */
  note(word: string): void {
    this.word = word;
    this.drawnAt = 0;
    this.draw();
  }

  clear(): void {
    if (this.out.isTTY) this.out.write('\r\x1b[2K');
  }

  private draw(): void {
    const now = performance.now();
    if (!this.out.isTTY || now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    this.out.write(`\r\x1b[2K${this.line(now)}`);
  }

  private line(now: number): string {
    const full = Math.round(this.share * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    const { read, rejected } = this.known;
    const perSecond = Math.round(read / Math.max((now - this.startedAt) / 1000, 0.001));
    const rows = `${read.toLocaleString('en')} rows, ${perSecond.toLocaleString('en')}/s`;
    const faults = rejected > 0 ? `, ${rejected.toLocaleString('en')} rejected` : '';
    return `${this.title.padEnd(8)} ${bar} ${String(Math.floor(this.share * 100)).padStart(3)} %  ${this.word || rows + faults}`;
  }
}
