import { atRest, handOver, type Outcome, type Progress } from './handover.js';

const DONE: Outcome = { kind: 'done' };
const ids = Array.from({ length: 10 }, (_, at) => `C${at}`);
const forever = new AbortController().signal;
const nothing = () => undefined;

describe('a handover', () => {
  it('sends each client once, and tells how far it is', async () => {
    const sent: string[] = [];
    const told: Progress[] = [];
    const send = async (id: string) => {
      sent.push(id);
      return DONE;
    };
    const end = await handOver(atRest(ids), send, (progress) => told.push(progress), forever);
    expect(sent.sort()).toEqual(ids);
    expect(end).toMatchObject({ total: 10, done: 10, refused: [], left: [], isRunning: false, fault: null });
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
  });

  it('goes on behind a client who was refused, with the sentence', async () => {
    const send = async (id: string): Promise<Outcome> => (id === 'C3' ? { kind: 'refused', message: 'full' } : DONE);
    expect(await handOver(atRest(ids), send, nothing, forever)).toMatchObject({
      done: 9,
      refused: [{ clientId: 'C3', message: 'full' }],
      left: [],
    });
  });

  it('stops at a fault, and later goes on with those who are left', async () => {
    let isDown = true;
    const send = async (id: string) => {
      if (isDown && id === 'C5') throw new Error('no network');
      return DONE;
    };
    const stopped = await handOver(atRest(ids), send, nothing, forever);
    expect(stopped.fault?.message).toBe('no network');
    expect(stopped.left).toContain('C5');
    expect(stopped.done + stopped.left.length).toBe(10);
    isDown = false;
    expect(await handOver(stopped, send, nothing, forever)).toMatchObject({
      total: 10,
      done: 10,
      left: [],
      fault: null,
    });
  });

  it('ends when it is told to, and keeps who is left', async () => {
    const stop = new AbortController();
    const send = async () => {
      stop.abort();
      return DONE;
    };
    const end = await handOver(atRest(ids), send, nothing, stop.signal);
    expect(end.done).toBeLessThan(10);
    expect(end.done + end.left.length).toBe(10);
    expect(end.isRunning).toBe(false);
  });
});
