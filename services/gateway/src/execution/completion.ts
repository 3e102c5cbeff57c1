import { ADDED, type FieldShape, type ObjectShape, type Wrapping } from '../planning/plan.js';
import type { AnswerErrors, Path } from './answer-errors.js';

export type JsonObject = { [key: string]: unknown };
const PROPAGATE = Symbol('a null that climbs to its parent');

/** Told of a list of which elements were left out: the field, and how many. */
export type OnLeftOut = (coordinate: string, count: number) => void;

/**
 * Puts the fetched parts into the order of the query, strips what was added, and lets nulls climb as the specification
 * says, but no further than to the element of a list. An element that misses what it must have is left out, and the
 * others are answered. Where a service did not answer nulls climb on, since a list without its elements would look like
 * the truth.
 */
export function completeAnswer(
  shape: ObjectShape,
  fetched: JsonObject,
  errors: AnswerErrors,
  onLeftOut?: OnLeftOut,
): JsonObject | null {
  return new Completion(errors, onLeftOut).complete(fetched, shape);
}

class Completion {
  private readonly path: (string | number)[] = [];
  /** Places where something must be and is not; of an element that is left out nothing is told. */
  private readonly gaps: { readonly path: Path; readonly coordinate: string }[] = [];
  constructor(
    private readonly errors: AnswerErrors,
    private readonly onLeftOut: OnLeftOut | undefined,
  ) {}

  complete(fetched: JsonObject, shape: ObjectShape): JsonObject | null {
    const data = this.object(fetched, shape);
    for (const { path, coordinate } of this.gaps) this.errors.missing(path, coordinate);
    return data === PROPAGATE ? null : data;
  }

  private object(fetched: JsonObject, shape: ObjectShape): JsonObject | typeof PROPAGATE {
    if (shape.isWhole) return fetched;
    const answer: JsonObject = {};
    for (const field of shape.fields) {
      if (field.constant !== undefined) {
        answer[field.key] = field.constant;
        continue;
      }
      this.path.push(field.key);
      const value = this.value(fetched[field.key], field.wrapping, field);
      this.path.pop();
      if (value === PROPAGATE) return PROPAGATE;
      answer[field.key] = value;
    }
    return answer;
  }

  private value(fetched: unknown, wrapping: Wrapping, field: FieldShape): unknown {
    // A key that was not fetched, named like something that every object has: JSON holds no functions.
    if (fetched === null || fetched === undefined || typeof fetched === 'function') {
      if (!wrapping.nonNull) return null;
      this.gaps.push({ path: [...this.path], coordinate: field.coordinate });
      return PROPAGATE;
    }
    if (field.isWhole) return fetched;
    const value = wrapping.of
      ? this.list(fetched as unknown[], wrapping.of, field)
      : this.concrete(fetched as JsonObject, field);
    return value === PROPAGATE && !wrapping.nonNull ? null : value;
  }

  private list(fetched: unknown[], wrapping: Wrapping, field: FieldShape): unknown {
    const answer: unknown[] = [];
    const leftOut: number[] = [];
    for (let index = 0; index < fetched.length; index++) {
      const gaps = this.gaps.length;
      this.path.push(index);
      const value = this.value(fetched[index], wrapping, field);
      const climbsOn = value === PROPAGATE && this.errors.isUnanswered(this.path);
      this.path.pop();
      if (climbsOn) return PROPAGATE;
      if (value !== PROPAGATE) answer.push(value);
      else {
        leftOut.push(index);
        this.gaps.length = gaps;
      }
    }
    if (leftOut.length > 0) {
      this.errors.leaveOut(this.path, leftOut);
      this.onLeftOut?.(field.coordinate, leftOut.length);
    }
    return answer;
  }

  private concrete(fetched: JsonObject, field: FieldShape): JsonObject | typeof PROPAGATE {
    const typeName = fetched[ADDED.type];
    const shape =
      field.shapes.length === 1 ? field.shapes[0] : field.shapes.find((candidate) => candidate.typeName === typeName);
    return shape ? this.object(fetched, shape) : {};
  }
}
