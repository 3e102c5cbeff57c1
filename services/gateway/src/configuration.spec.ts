import { ConfigFault } from '@hengxin/service-kit/process';
import { readConfiguration } from './configuration.js';

const proxies = (text?: string) =>
  readConfiguration({ HENGXIN_PROFILE: 'standalone', ...(text !== undefined && { HENGXIN_TRUSTED_PROXIES: text }) })
    .trustedProxies;

describe('proxies before the gateway', () => {
  it('are nobody where none is named', () => expect(proxies()).toEqual([]));
  it('are addresses and networks with blanks between them', () =>
    expect(proxies(' 10.0.0.7  10.1.0.0/16 fd00::/8\n::1')).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8', '::1']));
  it.each(['nginx', '10.0.0.7:80', '10.0.0/8', '10.0.0.0/33', '10.0.0.0/0', '::1/129', '10.0.0.0/8/8', '10.0.0.0/'])(
    'are refused by name where they are neither: %s',
    (text) => expect(() => proxies(`10.0.0.7 ${text}`)).toThrow(ConfigFault),
  );
});
