import { byOpening, channelFor, isFestival, windowOf } from './model.js';

const consent = (channel: 'WECHAT' | 'SMS' | 'PHONE', valid = true, purpose: 'SERVICE' | 'MARKETING' = 'SERVICE') => ({
  channel,
  purpose,
  valid,
});
const client = (...consents: ReturnType<typeof consent>[]) => ({ consents, preferredChannel: null });

describe('lists of greetings', () => {
  it('are open from their day on, the next festival first', () => {
    const lists = [
      { festival: 'LABOUR_DAY', date: '2026-05-01', opensOn: '2026-04-28' },
      { festival: 'LANTERN', date: '2026-03-03', opensOn: '2026-02-26' },
    ];
    const { open, later } = byOpening(lists, '2026-03-02');
    expect(open.map(({ festival }) => festival)).toEqual(['LANTERN']);
    expect(later.map(({ festival }) => festival)).toEqual(['LABOUR_DAY']);
    expect(byOpening(lists, '2026-02-25').open).toEqual([]);
    expect(byOpening(lists, '2026-02-26').open).toHaveLength(1);
  });
  it('are told of weeks ahead, and as long as greetings can be recorded', () =>
    expect(windowOf('2026-03-12')).toEqual({ from: '2026-03-02', to: '2026-05-11' }));
  it('have names for every festival that is known', () =>
    expect([isFestival('LANTERN'), isFestival('QINGMING')]).toEqual([true, false]));
});

describe('a greeting by one tap', () => {
  it('goes as chosen where the client allows it', () =>
    expect(channelFor(client(consent('WECHAT'), consent('PHONE')), 'PHONE')).toBe('PHONE'));
  it('else as the client prefers, else by the first that they allow', () => {
    const of = client(consent('SMS'), consent('PHONE'));
    expect(channelFor({ ...of, preferredChannel: 'PHONE' }, 'WECHAT')).toBe('PHONE');
    expect(channelFor(of, 'WECHAT')).toBe('SMS');
  });
  it('is none without a valid consent to service', () => {
    expect(channelFor(client(consent('SMS', false), consent('PHONE', true, 'MARKETING')), 'SMS')).toBeNull();
    expect(channelFor(client(), 'WECHAT')).toBeNull();
  });
});
