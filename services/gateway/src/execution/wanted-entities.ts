import type { EntityPart } from '../planning/plan.js';
import type { Path } from './answer-errors.js';
import type { JsonObject } from './completion.js';
import { pathsOf, visitPlace } from './places.js';

/** The entities of one part: each asked for once, wherever it stands. */
export class WantedEntities {
  readonly representations: string;
  private readonly indexById = new Map<unknown, number>();
  private readonly places: JsonObject[][] = [];
  constructor(
    private readonly root: JsonObject,
    readonly part: EntityPart,
  ) {
    const written: string[] = [];
    for (const place of part.places)
      visitPlace(root, place, (entity, id) => {
        if (id === null || id === undefined) return;
        const known = this.indexById.get(id);
        if (known !== undefined) return void this.places[known]!.push(entity);
        this.indexById.set(id, this.places.length);
        this.places.push([entity]);
        written.push(`{"__typename":"${part.typeName}","id":${JSON.stringify(id)}}`);
      });
    this.representations = `[${written.join(',')}]`;
  }

  get isEmpty(): boolean {
    return this.places.length === 0;
  }

  fill(answered: unknown): void {
    if (!Array.isArray(answered)) return;
    for (let index = 0; index < this.places.length; index++) {
      const entity = answered[index] as JsonObject | null | undefined;
      if (entity) for (const place of this.places[index]!) for (const key of this.part.keys) place[key] = entity[key];
    }
  }

  paths(wanted: (index: number) => boolean): Path[] {
    return this.part.places.flatMap((place) =>
      pathsOf(this.root, place).flatMap(({ id, path }) => (wanted(this.indexById.get(id) ?? -1) ? [path] : [])),
    );
  }
}
