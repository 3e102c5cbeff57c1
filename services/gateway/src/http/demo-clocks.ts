import { chinaCalendar } from '@hengxin/contracts';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { request } from 'undici';
import { SERVICES, type Configuration, type ServiceName } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';

const ANSWER_WITHIN_MS = 5_000;
const ATTEMPTS = 3;

interface ClockRequest {
  readonly now: string;
  readonly step: 'ask' | 'move';
}
interface Said {
  readonly code?: string;
  readonly now?: string;
  readonly facts?: { readonly now?: string; readonly date?: string };
}

/** The clocks of all services, which tell the same day or the platform makes no sense. */
export class DemoClocks {
  constructor(private readonly configuration: Pick<Configuration, 'services' | 'internalSecret'>) {}

  /**
   * Moves all or none: each is asked first whether it could. A service that breaks off between its yes and the move
   * takes the moment from the database when it is back, where the others have written it. Throws `Refusal` or
   * `ServiceUnavailable`, which names the service.
   */
  async moveTo(now: string): Promise<string> {
    await this.all((service) => this.ask(service, { now, step: 'ask' }));
    const [moved] = await this.all((service) => this.insist(service, { now, step: 'move' }));
    return moved!;
  }

  /** Waits for every answer before it fails, so that nothing is under way any more. */
  private async all(ask: (service: ServiceName) => Promise<string>): Promise<readonly string[]> {
    const outcomes = await Promise.allSettled(SERVICES.map(ask));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<string>).value);
  }

  private async insist(service: ServiceName, body: ClockRequest): Promise<string> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.ask(service, body);
      } catch (error) {
        if (!(error instanceof ServiceUnavailable) || attempt === ATTEMPTS) throw error;
      }
  }

  private async ask(service: ServiceName, body: ClockRequest): Promise<string> {
    const { services, internalSecret } = this.configuration;
    const url = new URL('/internal/demo-clock', services[service]);
    const headers = {
      'content-type': 'application/json',
      ...(internalSecret && { [INTERNAL_HEADER]: internalSecret }),
    };
    const timeouts = { headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS };
    const answer = await request(url, { method: 'POST', headers, body: JSON.stringify(body), ...timeouts }).catch(
      (error: unknown) => {
        throw new ServiceUnavailable(service, error);
      },
    );
    const said = (await answer.body.json().catch(() => ({}))) as Said;
    if (answer.statusCode === 200) return said.now ?? body.now;
    if (said.code === 'CLOCK_RUNS_FORWARD') throw new Refusal('CLOCK_RUNS_FORWARD', { now: said.facts?.now ?? '' });
    if (said.code === 'DATE_OUTSIDE_CALENDAR') throw outsideCalendar(said.facts?.date ?? body.now);
    throw new ServiceUnavailable(service, new Error(`status ${answer.statusCode} ${said.code ?? ''}`));
  }
}

function outsideCalendar(date: string): Refusal {
  const { firstYear, lastYear } = chinaCalendar;
  return new Refusal('DATE_OUTSIDE_CALENDAR', { date, firstYear, lastYear });
}
