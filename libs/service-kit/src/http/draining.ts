import { after } from '@hengxin/waiting';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../tokens.js';

/**
 * A broker or client that doesn't answer must not keep a service from stopping: what was under way is done again by the
 * caller.
 */
const DRAIN_MS = 8_000;

/** A service that a signal stops takes no new work and brings the work under way to its end, but not for ever. */
@Injectable()
export class Draining implements BeforeApplicationShutdown {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  beforeApplicationShutdown(signal?: string): void {
    if (signal === undefined) return;
    this.logger.info({ signal }, 'stopping');
    const giveUp = (): void => {
      this.logger.warn({ afterMs: DRAIN_MS }, 'stopped without waiting any longer');
      process.exit(0);
    };
    after(DRAIN_MS, giveUp, { holdsProcess: false });
  }
}
