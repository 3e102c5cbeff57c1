import { randomUUID } from 'node:crypto';
import { addDays } from '@hengxin/contracts';
import type { Platform } from '../platform/platform.js';
import { TODAY } from './calls.js';
import { type Call, loadHttp, type Measured, NO_WARM_UP, spread } from './load.js';
import { bad, json } from './measures.js';

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;

const STEPS = ['planVisit', 'startVisit', 'endVisit', 'reviewVisit'] as const;
type Step = (typeof STEPS)[number];

/** What each step says beside its command id and the client or the visit. */
const SAID: Readonly<Record<Step, object>> = {
  planVisit: {
    plannedOn: TODAY,
    place: 'CLIENT_OFFICE',
    goal: { kind: 'DEPOSITS', text: '年底资金回流', target: 50, unit: '万元' },
  },
  startVisit: { startedAt: `${TODAY}T08:00:00+08:00`, overrideReason: '客户资料尚缺' },
  endVisit: {
    endedAt: `${TODAY}T08:40:00+08:00`,
    outcome: 'INTERESTED',
    notes: '聊了存款',
    findings: [{ kind: 'FUNDS', text: '月底有一笔定期到期' }],
  },
  reviewVisit: { result: 'PARTLY', reasons: ['RATE'], nextTopic: '大额存单', nextOn: addDays(TODAY, 14) },
};

type Of = { readonly clientId: string } | { readonly visitId: string };

/** What steps say otherwise than `SAID`. */
type Otherwise = Readonly<Partial<Record<Step, object>>>;

/** A step, to be sent as it is. */
function stepOf(
  step: Step,
  of: Of,
  otherwise: Otherwise = {},
): { readonly query: string; readonly variables: Record<string, unknown> } {
  const type = `${step[0]!.toUpperCase()}${step.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${step}(input: $input) { visit { id state } errors { code } position } }`;
  return { query, variables: { input: { commandId: randomUUID(), ...SAID[step], ...otherwise[step], ...of } } };
}

type Payloads = Readonly<Partial<Record<Step, { readonly visit: { readonly id: string } | null }>>>;

/** Takes a visit through as many of its four steps; resolves with its id. Throws where one is refused. */
export async function walkVisit(
  platform: Platform,
  staffId: string,
  clientId: string,
  steps: number,
  otherwise?: Otherwise,
): Promise<string> {
  let of: Of = { clientId };
  let visitId = '';
  for (const step of STEPS.slice(0, steps)) {
    const { query, variables } = stepOf(step, of, otherwise);
    const payload = (await platform.data<Payloads>(staffId, query, variables))[step];
    if (!payload?.visit) throw new Error(`${step} by ${staffId} was refused: ${JSON.stringify(payload)}`);
    visitId = payload.visit.id;
    of = { visitId };
  }
  return visitId;
}

/** Visits of one manager, one after the other, since nobody is on two at once. */
class Visits {
  /** How long each step took, in ms. */
  readonly took: Record<Step, number[]> = { planVisit: [], startVisit: [], endVisit: [], reviewVisit: [] };
  private at = 0;
  private visitId = '';
  private planned = 0;

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly clients: readonly string[],
  ) {}

  next(): Call {
    const at = this.at;
    const step = STEPS[at]!;
    const clientId = this.clients[this.planned % this.clients.length]!;
    if (step === 'planVisit') this.planned++;
    const began = performance.now();
    // A visit of which a step fails is left as it is; another one is planned.
    this.at = 0;
    return {
      url: `${this.url}/graphql`,
      headers: { ...json, authorization: `Bearer ${this.token}` },
      body: JSON.stringify(stepOf(step, step === 'planVisit' ? { clientId } : { visitId: this.visitId })),
      answered: (body) => {
        this.took[step].push(performance.now() - began);
        this.visitId = (JSON.parse(body) as { data: Payloads }).data[step]!.visit!.id;
        this.at = (at + 1) % STEPS.length;
      },
    };
  }

  forget(): void {
    for (const step of STEPS) this.took[step].length = 0;
  }
}

export interface VisitLife extends Measured {
  /** 99th percentile of each command, in ms. */
  readonly p99Of: Readonly<Record<Step, number>>;
}

/**
 * Visits from plan to review over 32 connections, each with a manager of its own: a started visit is there once a
 * manager, so the commands cannot be given one kind at a time.
 */
export async function measureVisitLife(
  platform: Platform,
  clients: ReadonlyMap<string, readonly string[]>,
  seconds: number,
): Promise<VisitLife> {
  if (clients.size < CONNECTIONS) throw new Error(`${CONNECTIONS} managers are needed, ${clients.size} are there`);
  const all: Visits[] = [];
  for (const [staffId, own] of [...clients].slice(0, CONNECTIONS))
    all.push(new Visits(platform.url, await platform.token(staffId), own));
  const next = (connection: number) => all[connection]!.next();
  const warm = await loadHttp(next, CONNECTIONS, WARM_UP_SECONDS, bad, NO_WARM_UP);
  for (const visits of all) visits.forget();
  const measured = await loadHttp(next, CONNECTIONS, seconds, bad, NO_WARM_UP);
  const p99 = (step: Step) => spread(all.flatMap(({ took }) => took[step])).p99;
  return {
    ...measured,
    errors: warm.errors + measured.errors,
    ...(warm.firstError && { firstError: warm.firstError }),
    p99Of: {
      planVisit: p99('planVisit'),
      startVisit: p99('startVisit'),
      endVisit: p99('endVisit'),
      reviewVisit: p99('reviewVisit'),
    },
  };
}
