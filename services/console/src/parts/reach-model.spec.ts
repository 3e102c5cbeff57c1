import { type ConsentWord, preferredFirst, reachOf, singleChannel } from './reach-model.js';

const word = (channel: string, purpose: ConsentWord['purpose'] = 'SERVICE', valid = true): ConsentWord => ({
  channel,
  purpose,
  valid,
});

describe('how a client may be reached', () => {
  it('by the channels with a valid consent for service, the preferred one first', () =>
    expect(reachOf([word('EMAIL'), word('PHONE'), word('VISIT')], 'VISIT').service).toEqual([
      'VISIT',
      'PHONE',
      'EMAIL',
    ]));
  it('by none whose consent has run out or was withdrawn', () =>
    expect(reachOf([word('PHONE', 'SERVICE', false), word('SMS')], 'PHONE').service).toEqual(['SMS']));
  it('for marketing by those alone that were granted for it', () => {
    expect(reachOf([word('PHONE'), word('WECHAT', 'MARKETING')], null).marketing).toEqual(['WECHAT']);
    expect(reachOf([word('PHONE')], null).marketing).toEqual([]);
  });
  it('keeps the client’s wish, though they allow nothing', () =>
    expect(reachOf([], 'WECHAT_GROUP')).toEqual({ service: [], marketing: [], preferred: 'WECHAT' }));
});

describe('channels to choose from', () => {
  it('stay in their order behind the preferred one', () =>
    expect(preferredFirst(['PHONE', 'WECHAT', 'SMS'], 'SMS')).toEqual(['SMS', 'PHONE', 'WECHAT']));
  it('know a group as WeChat', () =>
    expect([singleChannel('WECHAT_GROUP'), singleChannel('SMS')]).toEqual(['WECHAT', 'SMS']));
});
