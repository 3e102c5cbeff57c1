import type { Representations } from '../planning/plan.js';
import type { Path } from './answer-errors.js';
import type { JsonObject } from './completion.js';
import { pathsOf, visitEntities } from './response-paths.js';

/** The entities of one part: each asked for once, wherever it stands. */
export class WantedEntities {
  private readonly written: string[] = [];
  private readonly indexById = new Map<unknown, number>();
  private readonly places: JsonObject[][] = [];
  constructor(
    private readonly root: JsonObject,
    readonly part: Representations,
  ) {
    for (const place of part.paths)
      visitEntities(root, place, (entity, id) => {
        if (id === null || id === undefined) return;
        const known = this.indexById.get(id);
        if (known !== undefined) return void this.places[known]!.push(entity);
        this.indexById.set(id, this.places.length);
        this.places.push([entity]);
        this.written.push(`{"__typename":"${part.typeName}","id":${JSON.stringify(id)}}`);
      });
  }

  get count(): number {
    return this.places.length;
  }

  /** Those from one place to another, as one request asks for them. */
  slice(from: number, to: number): EntitySlice {
    return {
      part: this.part,
      representations: `[${(from === 0 && to >= this.count ? this.written : this.written.slice(from, to)).join(',')}]`,
      fill: (answered) => this.fill(answered, from, Math.min(to, this.count)),
      paths: (wanted) => this.paths((index) => index >= from && index < to && wanted(index - from)),
    };
  }

  private fill(answered: unknown, from: number, to: number): void {
    if (!Array.isArray(answered)) return;
    for (let index = from; index < to; index++) {
      const entity = answered[index - from] as JsonObject | null | undefined;
      if (entity) for (const place of this.places[index]!) for (const key of this.part.keys) place[key] = entity[key];
    }
  }

  private paths(wanted: (index: number) => boolean): Path[] {
    return this.part.paths.flatMap((place) =>
      pathsOf(this.root, place).flatMap(({ id, path }) => (wanted(this.indexById.get(id) ?? -1) ? [path] : [])),
    );
  }
}

/** Some of the entities of a part. Indexes count from the first of them. */
export interface EntitySlice {
  readonly part: Representations;
  readonly representations: string;
  fill(answered: unknown): void;
  paths(wanted: (index: number) => boolean): Path[];
}

/** Slices of all parts, together no more than so many entities a request; one request where that is enough. */
export function requestsOf(wanted: readonly WantedEntities[], most: number): EntitySlice[][] {
  const requests: EntitySlice[][] = [];
  const total = wanted.reduce((sum, { count }) => sum + count, 0);
  for (let first = 0; first < total; first += most) {
    let before = 0;
    requests.push(
      wanted.map((entities) => {
        const from = Math.min(Math.max(first - before, 0), entities.count);
        const to = Math.min(Math.max(first + most - before, 0), entities.count);
        before += entities.count;
        return entities.slice(from, to);
      }),
    );
  }
  return requests;
}
