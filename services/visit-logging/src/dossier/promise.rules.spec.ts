import { openPromises } from './promise.rules.js';

const promise = { madeMs: 100, on: '2026-03-10' };
const open = (more: Partial<Parameters<typeof openPromises>[1]> = {}, all = [promise]) =>
  openPromises(all, { lastContact: null, letGo: null, ...more });

describe('a promise of a client is open', () => {
  it('from when it was made', () => expect(open()).toEqual(['2026-03-10']));
  it('until an effective contact on its day or later', () => {
    expect(open({ lastContact: { ms: 200, on: '2026-03-09' } })).toEqual(['2026-03-10']);
    expect(open({ lastContact: { ms: 200, on: '2026-03-10' } })).toEqual([]);
  });
  it('though there was a contact before it was made', () =>
    expect(open({ lastContact: { ms: 100, on: '2026-03-10' } })).toEqual(['2026-03-10']));
  it('until a newer one takes its place, whichever is told first', () => {
    const newer = { madeMs: 150, on: '2026-04-01' };
    expect([open({}, [promise, newer]), open({}, [newer, promise])]).toEqual([['2026-04-01'], ['2026-04-01']]);
  });
  it('until it was due and was let go', () => {
    expect(open({ letGo: { ms: 200, on: '2026-03-10' } })).toEqual([]);
    expect(open({ letGo: { ms: 200, on: '2026-03-09' } })).toEqual(['2026-03-10']);
    expect(open({ letGo: { ms: 50, on: '2026-03-10' } })).toEqual(['2026-03-10']);
  });
  it('or there is none', () => expect(open({}, [])).toEqual([]));
});
