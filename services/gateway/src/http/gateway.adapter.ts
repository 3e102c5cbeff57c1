import { ProcessAdapter } from '@hengxin/service-kit/process';
import type { Configuration } from '../configuration.js';
import { doorOf } from './door.js';
import type { PlainRefusals } from './plain-refusals.js';

/** The adapter of the gateway, whose callers keep their connections. */
export class GatewayAdapter extends ProcessAdapter {
  constructor(refusals: PlainRefusals, configuration: Configuration) {
    super(refusals.answer, doorOf(configuration, refusals), {
      bodyLimit: configuration.limits.bodyBytes,
      keepAliveTimeout: 75_000,
      // All who connect may write what they like into X-Forwarded-For.
      trustProxy: configuration.trustedProxies.length > 0 && [...configuration.trustedProxies],
    });
  }
}
