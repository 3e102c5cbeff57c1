import { randomUUID } from 'node:crypto';
import type { Platform } from '../platform/platform.js';
import { LOG_CONTACT, type LogContact } from '../journeys/queries.js';

/** Times that a command is sent again once the load is stopped, a tenth of a second apart. */
const LAST_ATTEMPTS = 600;

export interface Clients {
  /** Clients by relationship manager; each may be called by phone. */
  readonly of: ReadonlyMap<string, readonly string[]>;
}

/** The clients of some relationship managers who may be called by phone, as the managers themselves see them. */
export async function callable(platform: Platform, rms: readonly string[]): Promise<Clients> {
  const query = '{ clients(first: 100) { edges { node { id consents { channel purpose valid } } } } }';
  const of = new Map<string, string[]>();
  for (const rm of rms) {
    const { clients } = await platform.data<{
      clients: { edges: { node: { id: string; consents: { channel: string; purpose: string; valid: boolean }[] } }[] };
    }>(rm, query);
    const ids = clients.edges
      .filter(({ node }) => node.consents.some((c) => c.channel === 'PHONE' && c.purpose === 'SERVICE' && c.valid))
      .map(({ node }) => node.id);
    of.set(rm, ids);
  }
  return { of };
}

/**
 * Logs contacts at a steady rate, as apps do that lose their connection: a command without an answer is sent again,
 * with the same id, until it gets one. `stop` waits for the last answers.
 */
export class Load {
  readonly acknowledged = new Map<string, string>();
  readonly refused: string[] = [];
  /** Calls that got no answer and were sent again. */
  failures = 0;
  private static readonly running = new Set<Load>();
  private readonly underway = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private sent = 0;
  private abandoned = false;
  private stopped = false;

  constructor(
    private readonly platform: Platform,
    private readonly clients: Clients,
    perSecond: number,
    private readonly day: string,
    /** Asks at least for `contact { id }` and `errors { code }`. */
    private readonly mutation = LOG_CONTACT,
  ) {
    this.timer = setInterval(() => {
      const call = this.send(this.sent++).finally(() => this.underway.delete(call));
      this.underway.add(call);
    }, 1000 / perSecond);
    Load.running.add(this);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopped = true;
    await Promise.all(this.underway);
    Load.running.delete(this);
  }

  /** Ends what specs that failed have left running: thousands of commands sent again and again would fail the next. */
  static abandonAll(): void {
    for (const load of Load.running) {
      clearInterval(load.timer);
      load.abandoned = true;
    }
    Load.running.clear();
  }

  private async send(n: number): Promise<void> {
    const rms = [...this.clients.of.keys()];
    const rm = rms[n % rms.length]!;
    const own = this.clients.of.get(rm)!;
    const second = String(n % 60).padStart(2, '0');
    const minute = String(Math.floor(n / 60) % 50).padStart(2, '0');
    const input = {
      commandId: randomUUID(),
      clientId: own[n % own.length]!,
      channel: 'PHONE',
      startedAt: `${this.day}T08:${minute}:${second}+08:00`,
      endedAt: `${this.day}T08:${minute}:${second}+08:00`,
      outcome: 'ENGAGED',
    };
    for (let attempt = 0; ; attempt++) {
      const answer = await this.platform.ask<LogContact>(rm, this.mutation, { input }).catch(() => undefined);
      const payload = answer?.data?.logContact;
      if (payload?.contact) return void this.acknowledged.set(input.commandId, payload.contact.id);
      if (payload?.errors.length) return void this.refused.push(payload.errors[0]!.code);
      this.failures++;
      if (this.abandoned) return;
      if (this.stopped && attempt > LAST_ATTEMPTS)
        throw new Error(`no answer to ${input.commandId}: ${JSON.stringify(answer)}`);
      await new Promise((wait) => setTimeout(wait, 100));
    }
  }
}
