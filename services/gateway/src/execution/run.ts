import type { EntityFetch, FetchSequence, Plan, PositionSource, RootFetch } from '../planning/plan.js';
import { bodyOf } from '../planning/request-text.js';
import { answerError, type AnswerError } from '../refusals.js';
import { NotInTime, ServiceUnavailable, type Headers } from '../upstream/subgraph-port.js';
import { withoutLocations, type Answer, type ExecutionRequest, type SubgraphResult } from './answer.js';
import { AnswerErrors } from './answer-errors.js';
import { completeAnswer, type JsonObject, type OnLeftOut } from './completion.js';
import { requestsOf, WantedEntities, type EntitySlice } from './wanted-entities.js';

/** A service knows nobody by this token: that holds for the call as a whole. */
export class NotLetIn extends Error {
  constructor(readonly error: AnswerError) {
    super(error.message);
  }
}

/** Sends one request and reads its answer. Throws `ServiceUnavailable`. */
export type Send = (service: string, body: string, headers: Headers) => Promise<SubgraphResult>;

/** One execution of a plan. */
export class Run {
  readonly fetched: JsonObject = {};
  private readonly errors: AnswerErrors;
  constructor(
    private readonly send: Send,
    private readonly plan: Plan,
    private readonly request: ExecutionRequest,
    private readonly mostEntities: number,
    private readonly onLeftOut?: OnLeftOut,
  ) {
    this.errors = new AnswerErrors(request.language);
  }

  async sequence(sequence: FetchSequence): Promise<void> {
    await Promise.all(sequence.fetches.map((fetch) => this.root(fetch)));
    await this.fetchGroups(sequence);
  }

  async fetchGroups(sequence: FetchSequence): Promise<void> {
    if (sequence.fetchGroups.length === 0) return;
    const headers = this.headersAt(sequence.position);
    for (const group of sequence.fetchGroups) await Promise.all(group.map((fetch) => this.entities(fetch, headers)));
  }

  answer(): Answer {
    const data = completeAnswer(this.plan.root, this.fetched, this.errors, this.onLeftOut);
    const errors = this.errors.list;
    return errors.length > 0 ? { errors, data } : { data };
  }

  take(fetch: RootFetch, { data, errors }: SubgraphResult): void {
    if (data) for (const key of fetch.keys) this.fetched[key] = data[key];
    for (const error of errors ?? []) this.errors.add(withoutLocations(error));
    if (!data && errors) for (const key of fetch.keys) this.errors.cover([key]);
  }

  private async root(fetch: RootFetch): Promise<void> {
    try {
      const result = await this.send(
        fetch.service,
        bodyOf(fetch.request, this.request.variables),
        this.request.headers,
      );
      if (result.isNotLetIn && result.errors?.[0]) throw new NotLetIn(result.errors[0]);
      this.take(fetch, result);
    } catch (error) {
      this.fail(fetch, error);
    }
  }

  fail(fetch: RootFetch, error: unknown): void {
    for (const key of fetch.keys) this.failAt([key], error);
  }

  private async entities(fetch: EntityFetch, headers: Headers): Promise<void> {
    const wanted = fetch.representations.map((part) => new WantedEntities(this.fetched, part));
    await Promise.all(requestsOf(wanted, this.mostEntities).map((slices) => this.entitiesOf(fetch, slices, headers)));
  }

  private async entitiesOf(fetch: EntityFetch, wanted: readonly EntitySlice[], headers: Headers): Promise<void> {
    const representations = new Map(wanted.map((entities) => [entities.part.key, entities.representations]));
    try {
      const result = await this.send(
        fetch.service,
        bodyOf(fetch.request, this.request.variables, representations),
        headers,
      );
      for (const entities of wanted) entities.fill(result.data?.[entities.part.key]);
      for (const error of result.errors ?? []) this.placeError(withoutLocations(error), wanted);
    } catch (error) {
      for (const entities of wanted)
        for (const path of entities.paths(() => true)) this.failAt([...path, entities.part.keys[0]!], error);
    }
  }

  private failAt(path: readonly (string | number)[], error: unknown): void {
    this.errors.add(this.outage(error, path));
    this.errors.noAnswer(path);
  }

  /**
   * `["_e0", 3, "name"]` becomes the paths of the fourth entity in the answer. One that names no entity speaks of all
   * of them.
   */
  private placeError(error: AnswerError, wanted: readonly EntitySlice[]): void {
    const [key, index, ...rest] = error.path ?? [];
    const entities = wanted.find(({ part }) => part.key === key);
    const places = entities
      ? entities.paths((at) => index === undefined || at === index)
      : wanted.flatMap((each) => each.paths(() => true));
    const [first, ...others] = places.map((path) => [...path, ...rest]);
    if (index === undefined || OUTAGES.has(error.extensions?.['code']))
      for (const path of places) this.errors.noAnswer(path);
    this.errors.add({ ...error, path: first });
    for (const path of others)
      if (entities && index !== undefined) this.errors.add({ ...error, path });
      else this.errors.cover(path);
  }

  private headersAt(position: PositionSource | undefined): Headers {
    const value = position && this.positionOf(position);
    if (!value) return this.request.headers;
    const positions = [value];
    const others: string[] = [];
    for (let at = 0; at < this.request.headers.length; at += 2)
      if (this.request.headers[at] === AT_LEAST) positions.push(this.request.headers[at + 1]!);
      else others.push(this.request.headers[at]!, this.request.headers[at + 1]!);
    return [...others, AT_LEAST, positions.join(',')];
  }

  private positionOf(position: PositionSource): string | undefined {
    if (position.from === 'literal') return position.value;
    const payload =
      position.from === 'payload' ? (this.fetched[position.field] as JsonObject | null | undefined) : undefined;
    const value =
      position.from === 'payload'
        ? payload?.[position.key]
        : (this.request.variables[position.name] ?? position.otherwise);
    return typeof value === 'string' && /^[\x21-\x7e]{1,2000}$/.test(value) ? value : undefined;
  }

  private outage(error: unknown, path: readonly (string | number)[]): AnswerError {
    if (!(error instanceof ServiceUnavailable)) throw error;
    const { service } = error;
    if (!(error instanceof NotInTime))
      return answerError('SERVICE_UNAVAILABLE', this.request.language, { service }, path);
    return answerError(
      'OPERATION_NOT_IN_TIME',
      this.request.language,
      { service, seconds: error.deadline.afterMs / 1000 },
      path,
    );
  }
}

const AT_LEAST = 'hengxin-at-least';
/** By these a service says that it could not look, not that there is nothing. */
const OUTAGES: ReadonlySet<unknown> = new Set([
  'SERVICE_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
  'LOG_UNAVAILABLE',
  'NOT_YET_VISIBLE',
]);
