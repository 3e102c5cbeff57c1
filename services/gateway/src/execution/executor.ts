import { MOST_REPRESENTATIONS } from '@hengxin/operation-limits';
import type { Plan } from '../planning/plan.js';
import type { Operation } from '../planning/operations.js';
import { ServiceUnavailable, type SubgraphPort } from '../upstream/subgraph-port.js';
import { withoutLocations, type Answer, type ExecutionRequest, type SubgraphResult } from './answer.js';
import type { OnLeftOut } from './completion.js';
import { introspect } from './introspection.js';
import { NotLetIn, Run, type Send } from './run.js';

/** Runs plans: root fetches, then entity fetches wave by wave, then one answer. */
export class Executor {
  private readonly decoder = new TextDecoder();
  constructor(
    private readonly subgraphs: SubgraphPort,
    private readonly onLeftOut?: OnLeftOut,
    /** Entities that one request asks for. */
    private readonly mostEntities = MOST_REPRESENTATIONS,
  ) {}

  async execute(operation: Operation, request: ExecutionRequest): Promise<Answer> {
    const plan = operation.plan(request.variables);
    const run = new Run(this.send, plan, request, this.mostEntities, this.onLeftOut);
    try {
      await this.run(run, plan, operation, request);
    } catch (error) {
      if (error instanceof NotLetIn) return { data: null, errors: [withoutLocations(error.error)], status: 401 };
      throw error;
    }
    return run.answer();
  }

  private async run(run: Run, plan: Plan, operation: Operation, request: ExecutionRequest): Promise<void> {
    if (plan.introspects) Object.assign(run.fetched, introspect(operation, request.variables));
    if (plan.operation === 'mutation') for (const lane of plan.lanes) await run.lane(lane);
    else await Promise.all(plan.lanes.map((lane) => run.lane(lane)));
  }

  /** The answer of an operation whose only service does not answer. */
  outageOf(operation: Operation, service: string, request: ExecutionRequest): Answer {
    const plan = operation.plan(request.variables);
    const run = new Run(this.send, plan, request, this.mostEntities, this.onLeftOut);
    for (const lane of plan.lanes) for (const fetch of lane.fetches) run.fail(fetch, new ServiceUnavailable(service, undefined));
    return run.answer();
  }

  /** Joins what other services know to an event that a subscription delivered. */
  async executeEvent(plan: Plan, event: SubgraphResult, request: ExecutionRequest): Promise<Answer> {
    const run = new Run(this.send, plan, request, this.mostEntities, this.onLeftOut);
    for (const lane of plan.lanes) {
      for (const fetch of lane.fetches) run.take(fetch, event);
      await run.waves(lane);
    }
    return run.answer();
  }

  private readonly send: Send = async (service, body, headers) => {
    const answer = await this.subgraphs.send(service, body, headers);
    const result = this.parse(service, answer.body);
    if (result.data === undefined && !result.errors?.length)
      throw new ServiceUnavailable(service, new Error(`status ${answer.status} without data`));
    return answer.status === 401 ? { ...result, isNotLetIn: true } : result;
  };

  private parse(service: string, body: Uint8Array): SubgraphResult {
    try {
      return JSON.parse(this.decoder.decode(body)) as SubgraphResult;
    } catch (error) {
      throw new ServiceUnavailable(service, error);
    }
  }
}
