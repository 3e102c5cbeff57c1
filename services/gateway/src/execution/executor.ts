import { MOST_REPRESENTATIONS } from '@hengxin/operation-limits';
import type { Plan } from '../planning/plan.js';
import type { Operation } from '../planning/operations.js';
import { within, type Deadline } from '../upstream/deadline.js';
import { ServiceUnavailable, type Headers, type SubgraphAnswer, type SubgraphPort } from '../upstream/subgraph-port.js';
import { withoutLocations, type Answer, type ExecutionRequest, type SubgraphResult } from './answer.js';
import type { OnLeftOut } from './completion.js';
import { introspect } from './introspection.js';
import { NotLetIn, Run, type Send } from './run.js';

export interface ExecutorOptions {
  /** How long one operation may take, with all that it asks of all services. An event of a subscription is one, too. */
  readonly timeoutMs: number;
  readonly onLeftOut?: OnLeftOut;
  /** Entities that one request asks for. */
  readonly mostEntities?: number | undefined;
}

/** Runs plans: root fetches, then entity fetches group by group, then one answer. */
export class Executor {
  private readonly decoder = new TextDecoder();
  constructor(
    private readonly subgraphs: SubgraphPort,
    private readonly options: ExecutorOptions,
  ) {}

  /** All of an operation belongs to one service: its answer as it came. Throws `ServiceUnavailable`. */
  pass(service: string, body: Uint8Array, headers: Headers): Promise<SubgraphAnswer> {
    return within(this.options.timeoutMs, (deadline) => this.subgraphs.send(service, body, headers, deadline));
  }

  async execute(operation: Operation, request: ExecutionRequest): Promise<Answer> {
    const plan = operation.plan(request.variables);
    try {
      return await within(this.options.timeoutMs, async (deadline) => {
        const run = this.runOf(plan, request, this.sendBefore(deadline));
        await this.run(run, plan, operation, request);
        return run.answer();
      });
    } catch (error) {
      if (error instanceof NotLetIn) return { data: null, errors: [withoutLocations(error.error)], status: 401 };
      throw error;
    }
  }

  private async run(run: Run, plan: Plan, operation: Operation, request: ExecutionRequest): Promise<void> {
    if (plan.introspects) Object.assign(run.fetched, introspect(operation, request.variables));
    if (plan.operation === 'mutation') for (const sequence of plan.sequences) await run.sequence(sequence);
    else await Promise.all(plan.sequences.map((sequence) => run.sequence(sequence)));
  }

  /** The answer of an operation whose only service does not answer. */
  outageOf(operation: Operation, outage: ServiceUnavailable, request: ExecutionRequest): Answer {
    const plan = operation.plan(request.variables);
    const run = this.runOf(plan, request, () => Promise.reject(outage));
    for (const sequence of plan.sequences) for (const fetch of sequence.fetches) run.fail(fetch, outage);
    return run.answer();
  }

  /** Joins what other services know to an event that a subscription delivered. */
  async executeEvent(plan: Plan, event: SubgraphResult, request: ExecutionRequest): Promise<Answer> {
    return within(this.options.timeoutMs, async (deadline) => {
      const run = this.runOf(plan, request, this.sendBefore(deadline));
      for (const sequence of plan.sequences) {
        for (const fetch of sequence.fetches) run.take(fetch, event);
        await run.fetchGroups(sequence);
      }
      return run.answer();
    });
  }

  private runOf(plan: Plan, request: ExecutionRequest, send: Send): Run {
    const { mostEntities = MOST_REPRESENTATIONS, onLeftOut } = this.options;
    return new Run(send, plan, request, mostEntities, onLeftOut);
  }

  private sendBefore(deadline: Deadline): Send {
    return async (service, body, headers) => {
      const answer = await this.subgraphs.send(service, body, headers, deadline);
      const result = this.parse(service, answer.body);
      if (result.data === undefined && !result.errors?.length)
        throw new ServiceUnavailable(service, new Error(`status ${answer.status} without data`));
      return answer.status === 401 ? { ...result, isNotLetIn: true } : result;
    };
  }

  private parse(service: string, body: Uint8Array): SubgraphResult {
    try {
      return JSON.parse(this.decoder.decode(body)) as SubgraphResult;
    } catch (error) {
      throw new ServiceUnavailable(service, error);
    }
  }
}
