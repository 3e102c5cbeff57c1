import { UploadsAtOnce } from './uploads-at-once.js';

describe('files that a caller sends at the same time', () => {
  it('are so many, each caller’s apart', () => {
    const uploads = new UploadsAtOnce(2);
    expect(['a', 'a', 'a', 'b'].map((caller) => uploads.take(caller))).toEqual([true, true, false, true]);
  });
  it('make room once they are over, and leave nothing behind', () => {
    const uploads = new UploadsAtOnce(1);
    expect([uploads.take('a'), uploads.take('a')]).toEqual([true, false]);
    uploads.giveBack('a');
    expect(uploads.take('a')).toBe(true);
    uploads.giveBack('a');
    expect((uploads as unknown as { underWay: Map<string, number> }).underWay.size).toBe(0);
  });
});
