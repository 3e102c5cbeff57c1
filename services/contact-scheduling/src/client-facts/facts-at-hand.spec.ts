import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotYetVisible } from '@hengxin/event-bus';
import type { Progress } from '@hengxin/service-kit';
import type { LookOfToday } from '../insight/look-of-today.js';
import { FactsAtHand, FactsUnderWay } from './facts-at-hand.js';

/** Each wait ends when the spec says so. */
function waits() {
  const open: { resolve(): void; reject(error: Error): void }[] = [];
  const progress = { heardAll: () => new Promise<void>((resolve, reject) => open.push({ resolve, reject })) };
  return { open, progress: progress as unknown as Progress };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const looked = { heard: () => Promise.resolve() } as unknown as LookOfToday;

describe('what a plan is drawn on', () => {
  it('is read once the day has been looked at for signals: what the look brought is among it', async () => {
    const { open, progress } = waits();
    const look = Promise.withResolvers<void>();
    const awaited = { heard: () => look.promise } as unknown as LookOfToday;
    const facts = new FactsAtHand(progress, awaited, { loadingFile: undefined });
    const asked = facts.upToNow(1_000);
    await turn();
    expect(open).toHaveLength(0);
    look.resolve();
    await turn();
    expect(open).toHaveLength(1);
    open[0]!.resolve();
    await asked;
  });

  it('is waited for once for all who ask while one waits, and again: what is under way may be older than their question', async () => {
    const { open, progress } = waits();
    const facts = new FactsAtHand(progress, looked, { loadingFile: undefined });
    const first = facts.upToNow(1_000);
    const others = [facts.upToNow(1_000), facts.upToNow(1_000)];
    await turn();
    expect(open).toHaveLength(1);
    open[0]!.resolve();
    await first;
    await turn();
    expect(open).toHaveLength(2);
    open[1]!.resolve();
    await Promise.all(others);
    const later = facts.upToNow(1_000);
    await turn();
    expect(open).toHaveLength(3);
    open[2]!.resolve();
    await later;
  });

  it('is not there while it is on its way, and another wait may have it', async () => {
    const { open, progress } = waits();
    const facts = new FactsAtHand(progress, looked, { loadingFile: undefined });
    const first = facts.upToNow(1_000);
    const second = facts.upToNow(1_000);
    await turn();
    open[0]!.reject(new NotYetVisible(['contacts'], 1_000));
    await expect(first).rejects.toThrow(FactsUnderWay);
    await turn();
    open[1]!.resolve();
    await second;
  });

  it('is not there while a bank is being loaded, even where that has begun meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-loading-'));
    const loadingFile = join(folder, 'loading');
    try {
      const { open, progress } = waits();
      const facts = new FactsAtHand(progress, looked, { loadingFile });
      const begunBefore = facts.upToNow(1_000);
      await turn();
      await writeFile(loadingFile, '');
      await expect(facts.upToNow(1_000)).rejects.toThrow(FactsUnderWay);
      open[0]!.resolve();
      await expect(begunBefore).rejects.toThrow(FactsUnderWay);
      await rm(loadingFile);
      const after = facts.upToNow(1_000);
      await turn();
      open[1]!.resolve();
      await after;
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
